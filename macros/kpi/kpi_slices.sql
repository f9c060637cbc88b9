{#- kpi_slices(relation): the four slice columns, each cut as the KPI of the CTE `kpis` allows. -#}
{% macro kpi_slices(relation) -%}
    {%- for dimension in ['site_id', 'channel', 'queue_id', 'team_id'] %}
        {{ kpi_slice(relation ~ '.' ~ dimension) }} as {{ dimension }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
