{#- One column of a family mart, from rows (item, measure_value, kpi_value) grouped by day and slices.
    measure_total(id): the measure as it is counted; measure_scaled(id, scale): one kept in thousandths (scale 3) or
    ten-thousandths (scale 4), in ones; both decimal(18, 4). kpi_of(id): the KPI's value, double; one row a group has it. -#}
{% macro measure_total(measure_id) -%}
    cast(sum(measure_value) filter (where item = '{{ measure_id }}') as decimal(18, 4))
{%- endmacro %}

{% macro measure_scaled(measure_id, scale) -%}
    cast(sum(measure_value) filter (where item = '{{ measure_id }}') * {{ {3: '0.001', 4: '0.0001'}[scale] }} as decimal(18, 4))
{%- endmacro %}

{% macro kpi_of(kpi_id) -%}
    max(kpi_value) filter (where item = '{{ kpi_id }}')
{%- endmacro %}
