{#- same_kpi(one, other): join condition for rows of the same KPI, version, length of period and slice, whenever they began. -#}
{% macro same_kpi(one, other) -%}
    {%- for key in ['kpi_id', 'definition_version', 'period', 'site_id', 'channel', 'queue_id', 'team_id'] -%}
    {{ one }}.{{ key }} = {{ other }}.{{ key }}{{ ' and ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
