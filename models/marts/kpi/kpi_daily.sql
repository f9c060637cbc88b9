-- Grain: one row per day, slice and KPI, with exactly the two numbers that were divided. A part is one way of rolling up.
{{ config(meta={'unit': 'kpi_date'}) }}
{% set parts = [
    'kpi_quotient_daily',
    'kpi_percentile_daily',
    'kpi_index_daily',
    'kpi_concentration_daily',
] %}
{% for part in parts %}
select
    kpi_date,
    site_id,
    channel,
    queue_id,
    team_id,
    kpi_id,
    definition_version,
    numerator,
    denominator,
    kpi_value
from {{ ref(part) }}
{{ 'union all' if not loop.last }}
{% endfor %}
