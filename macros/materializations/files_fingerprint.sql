{#- files_fingerprint(source): names, sizes and times of the landed files, without reading them. A file's time is told in whole
    seconds, which is enough: the landing and a build exclude each other, and dbt needs longer than that to start.
    None for a source that does not lie in files. -#}
{% macro files_fingerprint(source) -%}
    {%- set location = (source.config.meta or source.source_meta or {}).get('external_location') or '' -%}
    {%- if not location.startswith("read_parquet('") -%} {{ return(none) }} {%- endif -%}
    {%- set files = location.format(name=source.name, identifier=source.identifier).split("'")[1] -%}
    {%- set found = run_query(
        "select md5(string_agg(concat_ws('|', filename, size, epoch_us(last_modified)), chr(10) order by filename)) "
        ~ "from read_blob('" ~ files ~ "')") -%}
    {{ return(found.rows[0][0]) }}
{%- endmacro %}
