{#- version_at(versions, id, instant): join condition for the version of a dated dimension that held at the instant. Comparisons
    alone: an `or` would make an outer join try every version for every row. -#}
{% macro version_at(versions, id_column, id, instant) -%}
    {{ id }} = {{ versions }}.{{ id_column }}
    and {{ instant }} >= {{ versions }}.valid_from
    and {{ instant }} < coalesce({{ versions }}.valid_to, timestamp '9999-12-31')
{%- endmacro %}
