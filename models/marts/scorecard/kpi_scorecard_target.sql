-- Grain: one row per period, slice, KPI and version that has a target: the closest one valid on the period's first day.
{{ config(materialized='ephemeral') }}
with kpis as (

    select * from {{ ref('kpi_period') }} {{ of_unit(['period', 'period_start', 'kpi_id']) }}

),

targets as (

    select * from {{ ref('kpi_targets') }}
    where tier is null

),

applied as (

    select
        kpis.period,
        kpis.period_start,
        kpis.site_id,
        kpis.channel,
        kpis.queue_id,
        kpis.team_id,
        kpis.kpi_id,
        kpis.definition_version,
        targets.low as target_low,
        targets.high as target_high,
        targets.source as target_source,
        targets.standing as target_standing
    from kpis
    inner join targets
        on
            kpis.kpi_id = targets.kpi_id and {{ is_valid_on('targets', 'kpis.period_start') }}
            and {{ applies_to('targets', 'kpis') }}
    qualify row_number() over (
        partition by
            kpis.period, kpis.period_start, kpis.site_id, kpis.channel, kpis.queue_id, kpis.team_id,
            kpis.kpi_id, kpis.definition_version
        order by {{ how_specific('targets') }} desc, targets.target_id
    ) = 1

)

select * from applied
