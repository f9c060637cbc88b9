{#- version_at(versions, id, instant): join condition for the version of a dated dimension that held at the instant. -#}
{% macro version_at(versions, id_column, id, instant) -%}
    {{ id }} = {{ versions }}.{{ id_column }}
    and {{ instant }} >= {{ versions }}.valid_from
    and ({{ versions }}.valid_to is null or {{ instant }} < {{ versions }}.valid_to)
{%- endmacro %}
