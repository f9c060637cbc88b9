-- Grain: one row per period (day, week from Monday, month), slice, KPI and version of its definition.
-- Does:  tells every KPI uncut, by each dimension alone and by all of its dimensions. A part is one way of rolling up; a kind
--        that rolls up in another way is another line here. A period is complete if it began inside the data, is over, and
--        had one definition throughout.
{{ config(meta={'unit': 'period_start'}) }}
{% set parts = [
    'kpi_period_quotient',
    'kpi_period_percentile',
    'kpi_period_index',
    'kpi_period_concentration',
] %}
with kpis as (

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

),

definitions as (

    select * from {{ ref('dim_kpi') }}

),

days as (

    select * from {{ ref('dim_date') }} {{ of_unit('period_start', periods_of('date_day'), 'date_day') }}

),

bounded as (

    select
        kpis.*,
        (
            first_days.date_day is not null
            and coalesce(last_days.is_over, false)
            and kpis.period_start >= definitions.valid_from
            and (definitions.valid_to is null or last_days.date_day < definitions.valid_to)
        ) as is_complete
    from kpis
    inner join definitions
        on kpis.kpi_id = definitions.kpi_id and kpis.definition_version = definitions.definition_version
    left join days as first_days on kpis.period_start = first_days.date_day
    left join days as last_days
        on {{ period_moved('kpis.period', 'kpis.period_start', 1, 1, 1) }} = last_days.date_day + 1

)

select * from bounded
