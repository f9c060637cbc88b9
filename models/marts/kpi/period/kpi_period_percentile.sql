-- Grain: one row per period, slice and percentile KPI, read from the merged histogram; of a stock's ages only those of the
--        period's last day.
-- Does:  merges by day first: periods are put together from far fewer rows.
{{ config(materialized='ephemeral') }}
with placed as (

    select
        daily.*,
        periods.period,
        {{ period_start('periods.period', 'daily.kpi_date') }} as period_start
    from {{ ref('kpi_histogram_daily') }} as daily
    cross join {{ periods() }}

),

last_days as (

    select
        period,
        period_start,
        cut_no,
        max(kpi_date) as kpi_date
    from placed
    where is_stock
    group by period, period_start, cut_no

),

kept as (

    select * from placed {{ of_unit('period_start') }}
    where not is_stock
    union all
    select placed.*
    from placed {{ of_unit('period_start', 'placed.period_start') }}
    semi join last_days
        on placed.period = last_days.period and placed.cut_no = last_days.cut_no and placed.kpi_date = last_days.kpi_date
    where placed.is_stock

),

merged as (

    select
        period,
        period_start,
        whole_no,
        bucket_id,
        max(bucket_seconds) as bucket_seconds,
        cast(sum(observations) as bigint) as observations
    from kept
    group by period, period_start, whole_no, bucket_id

),

counted as (

    select
        *,
        sum(observations) over (slice rows between unbounded preceding and current row) as observations_so_far,
        sum(observations) over (slice rows between unbounded preceding and unbounded following) as observations_in_all
    from merged
    -- one order for both, so that rows are sorted once
    window slice as (partition by whole_no, period, period_start order by bucket_id)

),

-- one row per whole and KPI
told as (

    select distinct
        slices.whole_no,
        slices.whole_site_id as site_id,
        slices.whole_channel as channel,
        slices.whole_queue_id as queue_id,
        slices.whole_team_id as team_id,
        kpis.kpi_id,
        kpis.definition_version,
        kpis.quantile
    from {{ ref('kpi_percentile_slices') }} as slices
    inner join {{ ref('dim_kpi') }} as kpis
        on
            slices.measure_id = kpis.numerator and slices.sliceable_by is not distinct from kpis.sliceable_by
            and slices.valid_from = kpis.valid_from
    where kpis.kind = 'percentile'

),

picked as (

    select
        counted.period,
        counted.period_start,
        told.*,
        max(counted.observations_in_all) as observations,
        -- the first bucket in which the share asked for is reached
        min(counted.bucket_seconds) as kpi_value
    from counted
    inner join told on counted.whole_no = told.whole_no
    where counted.observations_so_far >= told.quantile * counted.observations_in_all
    group by all

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
    cast(observations as decimal(18, 4)) as denominator,
    cast(observations as bigint) as observations,
    kpi_value
from picked
