{#- One column of a family mart, from rows (item, measure_value, kpi_value) grouped by day and slices.
    measure_total(id): the measure as it is counted; measure_seconds(id): one kept in milliseconds, in seconds;
    both decimal(18, 4). kpi_of(id): the KPI's value, double; one row a group has it. -#}
{% macro measure_total(measure_id) -%}
    cast(sum(measure_value) filter (where item = '{{ measure_id }}') as decimal(18, 4))
{%- endmacro %}

{% macro measure_seconds(measure_id) -%}
    cast(sum(measure_value) filter (where item = '{{ measure_id }}') * 0.001 as decimal(18, 4))
{%- endmacro %}

{% macro kpi_of(kpi_id) -%}
    max(kpi_value) filter (where item = '{{ kpi_id }}')
{%- endmacro %}
