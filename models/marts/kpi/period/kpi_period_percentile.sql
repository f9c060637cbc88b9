-- Grain: one row per period, slice and percentile KPI, read from the merged histogram; of a stock's ages only those of the
--        period's last day.
{{ config(materialized='ephemeral') }}
with kpis as (

    select
        dim_kpi.*,
        measures.aggregation = 'last_histogram' as is_stock
    from {{ ref('dim_kpi') }} as dim_kpi
    inner join {{ ref('measures') }} as measures on dim_kpi.numerator = measures.measure_id
    where dim_kpi.kind = 'percentile'

),

histogram as (

    select * from {{ ref('duration_histogram_daily') }} {{ of_unit('period_start', periods_of('kpi_date')) }}

),

placed as (

    select
        periods.period,
        {{ period_start('periods.period', 'histogram.kpi_date') }} as period_start,
        histogram.kpi_date,
        {{ kpi_slices('histogram') }},
        kpis.kpi_id,
        kpis.definition_version,
        kpis.quantile,
        kpis.is_stock,
        histogram.bucket_id,
        histogram.bucket_seconds,
        histogram.observations
    from histogram
    inner join kpis
        on histogram.measure_id = kpis.numerator and {{ is_valid_on('kpis', 'histogram.kpi_date') }}
    cross join {{ periods() }}

),

last_days as (

    select
        period,
        period_start,
        kpi_id,
        definition_version,
        max(kpi_date) as last_date
    from placed
    where is_stock
    group by period, period_start, kpi_id, definition_version

),

kept as (

    select placed.*
    from placed
    left join last_days
        on
            placed.kpi_id = last_days.kpi_id and placed.definition_version = last_days.definition_version
            and placed.period = last_days.period and placed.period_start = last_days.period_start
    where not placed.is_stock or placed.kpi_date = last_days.last_date

),

merged as (

    select
        period,
        period_start,
        {{ told_slices('kept') }},
        kpi_id,
        definition_version,
        quantile,
        bucket_id,
        bucket_seconds,
        cast(sum(observations) as bigint) as observations
    from kept
    {{ by_slice_sets('kept', 'period, period_start, kpi_id, definition_version, quantile, bucket_id, bucket_seconds') }}

),

counted as (

    select
        *,
        sum(observations) over (slice rows between unbounded preceding and current row) as observations_so_far,
        sum(observations) over (slice rows between unbounded preceding and unbounded following) as observations_in_all
    from merged
    -- one order for both, so that rows are sorted once
    window slice as (
        partition by kpi_id, definition_version, period, period_start, site_id, channel, queue_id, team_id order by bucket_id
    )

)

select
    period,
    period_start,
    site_id,
    channel,
    queue_id,
    team_id,
    kpi_id,
    definition_version,
    cast(null as decimal(18, 4)) as numerator,
    cast(max(observations_in_all) as decimal(18, 4)) as denominator,
    cast(max(observations_in_all) as bigint) as observations,
    min(bucket_seconds) as kpi_value
from counted
-- the first bucket in which the share asked for is reached
where observations_so_far >= quantile * observations_in_all
group by period, period_start, site_id, channel, queue_id, team_id, kpi_id, definition_version
