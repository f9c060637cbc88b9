{#- is_public(visibility): whether the customer could read a message; not known counts as yes. -#}
{% macro is_public(visibility) -%}
    coalesce({{ visibility }}, 'public') <> 'internal'
{%- endmacro %}
