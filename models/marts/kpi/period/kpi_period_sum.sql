-- Grain: one row per period, slice and KPI that is made of sums, peaks or stocks.
-- Does:  adds the days up; of peaks the highest counts, of stocks those of the last day on which any is told.
{{ config(materialized='ephemeral') }}
with daily as (

    select * from {{ ref('kpi_slice_daily') }}

),

placed as (

    select
        daily.*,
        periods.period,
        {{ period_start('periods.period', 'daily.kpi_date') }} as period_start
    from daily
    cross join {{ periods() }}

),

summed as (

    select
        period,
        period_start,
        site_id,
        channel,
        queue_id,
        team_id,
        kpi_id,
        definition_version,
        case kind
            when 'extremum' then max(numerator)
            when 'balance' then {{ last_by('numerator', ['kpi_date']) }}
            else sum(numerator)
        end as numerator,
        case kind
            when 'balance' then {{ last_by('denominator', ['kpi_date']) }}
            else sum(denominator)
        end as denominator
    from placed {{ of_unit('period_start') }}
    group by period, period_start, site_id, channel, queue_id, team_id, kpi_id, definition_version, kind

)

select * from summed
