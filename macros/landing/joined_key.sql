{#- joined_key(key): a key as one value: its column, or the text of its columns. -#}
{% macro joined_key(key) -%}
    {%- if key | length == 1 -%}
    {{ key[0] }}
    {%- else -%}
    concat_ws('|', {% for column in key %}coalesce(cast({{ column }} as varchar), ''){{ ', ' if not loop.last }}{% endfor %})
    {%- endif -%}
{%- endmacro %}
