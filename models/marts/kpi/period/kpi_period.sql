-- Grain: one row per period (day, week from Monday, month), slice, KPI and version of its definition.
-- Does:  tells every KPI uncut, by each dimension alone and by all of its dimensions. A part is one way of rolling up; a kind
--        that rolls up in another way is another line here.
{{ config(meta={'unit': 'period_start'}) }}
{% set parts = [
    'kpi_period_quotient',
    'kpi_period_percentile',
    'kpi_period_index',
    'kpi_period_concentration',
] %}
{% for part in parts %}
select
    period,
    period_start,
    site_id,
    channel,
    queue_id,
    team_id,
    kpi_id,
    definition_version,
    numerator,
    denominator,
    observations,
    kpi_value
from {{ ref(part) }} {{ of_unit('period_start') }}
{{ 'union all' if not loop.last }}
{% endfor %}
