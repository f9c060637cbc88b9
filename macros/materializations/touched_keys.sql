{#- touched_keys(now, before, changed): for a table of delivered rows: the files that came, where nothing else has changed. -#}
{% macro touched_keys(now, before, changed) -%}
    {%- if changed | length != 1 or not changed[0].startswith('source.') or '.native.' not in changed[0] -%} {{ return(none) }} {%- endif -%}
    {%- set was, is_now = before.contents[changed[0]], now.contents[changed[0]] -%}
    {%- for file, version in was.items() -%}
        {%- if is_now.get(file) != version -%} {{ return(none) }} {%- endif -%}
    {%- endfor -%}
    {%- set location = landed_location(graph.sources[changed[0]]) -%}
    {%- set files = [location | replace('*.parquet', '_schema.parquet')] -%}
    {%- for file in is_now -%}
        {%- if file not in was -%} {%- do files.append(file) -%} {%- endif -%}
    {%- endfor -%}
    {{ return({'unit': model.config.meta.unit, 'touched': [], 'files': {'location': location, 'new': files}}) }}
{%- endmacro %}
