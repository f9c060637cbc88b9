{#- is_inbound(direction): whether a customer came to us; a contact of which the direction is not known counts as one that did. -#}
{% macro is_inbound(direction) -%}
    coalesce({{ direction }}, 'unknown') in ('inbound', 'unknown')
{%- endmacro %}
