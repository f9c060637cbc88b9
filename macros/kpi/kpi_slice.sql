{#- kpi_slice(dimension, sliceable_by): the dimension's value where the KPI may be cut by it, else (all). -#}
{% macro kpi_slice(dimension, sliceable_by='kpis.sliceable_by') -%}
    case when contains('|' || coalesce({{ sliceable_by }}, '') || '|', '|{{ dimension.split('.')[-1] }}|') then {{ dimension }} else '(all)' end
{%- endmacro %}
