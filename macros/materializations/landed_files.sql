{#- landed_files(source): {name of a landed file: its size and time}, without reading them; none for a source that does not lie in files.
    The landing and a build exclude each other, so that no file changes under a build. -#}
{% macro landed_files(source) -%}
    {%- set location = landed_location(source) -%}
    {%- if not location -%} {{ return(none) }} {%- endif -%}
    {%- set found = run_query(
        "select filename, concat_ws('|', size, epoch_us(last_modified)) from read_blob('" ~ location ~ "') order by filename") -%}
    {%- set files = {} -%}
    {%- for row in found.rows -%} {%- do files.update({row[0]: row[1]}) -%} {%- endfor -%}
    {{ return(files) }}
{%- endmacro %}

{#- landed_location(source): the pattern of its files' names; empty for a source that does not lie in files. -#}
{% macro landed_location(source) -%}
    {%- set location = (source.config.meta or source.source_meta or {}).get('external_location') or '' -%}
    {%- if not location.startswith("read_parquet('") -%} {{ return('') }} {%- endif -%}
    {{ return(location.format(name=source.name, identifier=source.identifier).split("'")[1]) }}
{%- endmacro %}
