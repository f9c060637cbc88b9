-- Grain: one row per period, slice, KPI and version that has a baseline: the closest one, and of equally close ones the latest,
--        that was measured before the period. One without dates may be of any time and yields to one with.
{{ config(materialized='ephemeral') }}
with kpis as (

    select * from {{ ref('kpi_period') }} {{ of_unit(['period', 'period_start', 'kpi_id']) }}

),

baselines as (

    select * from {{ ref('kpi_baselines') }}
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
        baselines.value as baseline
    from kpis
    inner join baselines
        on
            kpis.kpi_id = baselines.kpi_id and (baselines.measured_to is null or kpis.period_start > baselines.measured_to)
            and {{ applies_to('baselines', 'kpis') }}
    qualify row_number() over (
        partition by
            kpis.period, kpis.period_start, kpis.site_id, kpis.channel, kpis.queue_id, kpis.team_id,
            kpis.kpi_id, kpis.definition_version
        order by {{ how_specific('baselines') }} desc, baselines.measured_to desc nulls last, baselines.baseline_id asc
    ) = 1

)

select * from applied
