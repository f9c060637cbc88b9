{#- new_files(now, before): for a model of delivered rows: the names of native files that came, where nothing else has changed; else none. -#}
{% macro new_files(now, before) -%}
    {%- if not is_comparable(now, before) -%} {{ return(none) }} {%- endif -%}
    {%- set native = native_source(model.unique_id).unique_id -%}
    {%- for id, content in now.contents.items() if id != native and content != before.contents[id] -%} {{ return(none) }} {%- endfor -%}
    {%- set was, is_now = before.contents[native], now.contents[native] -%}
    {%- for file, version in was.items() if is_now.get(file) != version -%} {{ return(none) }} {%- endfor -%}
    {{ return(is_now.keys() | reject('in', was) | list) }}
{%- endmacro %}
