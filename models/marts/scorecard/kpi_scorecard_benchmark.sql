-- Grain: one row per first day of a period, channel and KPI that any comparator speaks of.
-- Does:  takes of each comparator its latest value as of then, the channel's own before a general one; the benchmark is their
--        median, null with fewer than benchmark_least_comparators (3).
{{ config(materialized='ephemeral') }}
with kpis as (

    select distinct
        kpi_id,
        period_start,
        channel
    from {{ ref('kpi_period') }} {{ of_unit(['period', 'period_start', 'kpi_id']) }}

),

comparators as (

    select * from {{ ref('kpi_benchmarks') }}

),

compared as (

    select
        kpis.kpi_id,
        kpis.period_start,
        kpis.channel,
        comparators.comparator,
        comparators.value
    from kpis
    inner join comparators
        on
            kpis.kpi_id = comparators.kpi_id
            and kpis.period_start >= comparators.as_of
            and (comparators.channel is null or kpis.channel = comparators.channel)
    qualify row_number() over (
        partition by kpis.kpi_id, kpis.period_start, kpis.channel, comparators.comparator
        order by comparators.channel is not null desc, comparators.as_of desc
    ) = 1

)

select
    kpi_id,
    period_start,
    channel,
    count(*) as benchmark_comparators,
    case when count(*) >= {{ var('benchmark_least_comparators') }} then {{ median_of('list(value)') }} end as benchmark
from compared
group by kpi_id, period_start, channel
