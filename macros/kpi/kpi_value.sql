{#- kpi_value(numerator, denominator): the only division of the marts. Both are additive amounts, already summed to the
    grain reported. Returns double; null when the denominator is zero or null. -#}
{% macro kpi_value(numerator, denominator) -%}
    cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0)
{%- endmacro %}
