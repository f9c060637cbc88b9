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

-- KPIs of one measure that are cut alike differ in their quantile alone, and share their histograms.
cuts as (

    select distinct
        numerator as measure_id,
        is_stock,
        sliceable_by,
        valid_from,
        valid_to
    from kpis

),

histogram as (

    select * from {{ ref('duration_histogram_daily') }} {{ of_unit('period_start', periods_of('kpi_date')) }}

),

-- Slices are numbered, since many rows are grouped by them: numbers are compared faster than names.
slices as (

    select
        *,
        row_number() over () as slice_no
    from (select distinct measure_id, site_id, channel, queue_id, team_id from histogram)

),

cut_slices as (

    select
        slices.slice_no,
        {{ kpi_slices('slices') }},
        kpis.*
    from slices
    inner join cuts as kpis on slices.measure_id = kpis.measure_id

),

-- the slices that a slice is part of
wholes as (

    select
        slice_no,
        {{ told_slices('cut_slices') }},
        measure_id,
        is_stock,
        sliceable_by,
        valid_from,
        valid_to
    from cut_slices
    {{ by_slice_sets('cut_slices', 'slice_no, measure_id, is_stock, sliceable_by, valid_from, valid_to') }}

),

numbered as (

    select
        *,
        dense_rank() over (order by measure_id, sliceable_by, valid_from) as cut_no,
        dense_rank() over (order by measure_id, sliceable_by, valid_from, site_id, channel, queue_id, team_id) as whole_no
    from wholes

),

-- materialized: else the dates are compared before the slices are found
sliced as materialized (

    select
        histogram.kpi_date,
        histogram.bucket_id,
        histogram.observations,
        slices.slice_no
    from histogram
    inner join slices
        on
            histogram.measure_id = slices.measure_id and histogram.site_id = slices.site_id and histogram.channel = slices.channel
            and histogram.queue_id = slices.queue_id and histogram.team_id = slices.team_id

),

-- by day first: periods are put together from far fewer rows
daily as (

    select
        sliced.kpi_date,
        kpis.cut_no,
        kpis.whole_no,
        kpis.is_stock,
        sliced.bucket_id,
        sum(sliced.observations) as observations
    from sliced
    inner join numbered as kpis on sliced.slice_no = kpis.slice_no and {{ is_valid_on('kpis', 'sliced.kpi_date') }}
    group by sliced.kpi_date, kpis.cut_no, kpis.whole_no, kpis.is_stock, sliced.bucket_id

),

placed as (

    select
        daily.*,
        periods.period,
        {{ period_start('periods.period', 'daily.kpi_date') }} as period_start
    from daily
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

    select * from placed
    where not is_stock
    union all
    select placed.*
    from placed
    semi join last_days using (period, cut_no, kpi_date)
    where placed.is_stock

),

merged as (

    select
        period,
        period_start,
        whole_no,
        bucket_id,
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

picked as (

    select
        counted.period,
        counted.period_start,
        counted.whole_no,
        kpis.kpi_id,
        kpis.definition_version,
        max(counted.observations_in_all) as observations,
        -- the first bucket in which the share asked for is reached
        min(counted.bucket_id) as bucket_id
    from counted
    inner join (select distinct whole_no, measure_id, sliceable_by, valid_from from numbered) as wholes_told
        on counted.whole_no = wholes_told.whole_no
    inner join kpis
        on
            wholes_told.measure_id = kpis.numerator and wholes_told.sliceable_by is not distinct from kpis.sliceable_by
            and wholes_told.valid_from = kpis.valid_from
    where counted.observations_so_far >= kpis.quantile * counted.observations_in_all
    group by all

)

select
    picked.period,
    picked.period_start,
    told.site_id,
    told.channel,
    told.queue_id,
    told.team_id,
    picked.kpi_id,
    picked.definition_version,
    cast(null as decimal(18, 4)) as numerator,
    cast(picked.observations as decimal(18, 4)) as denominator,
    cast(picked.observations as bigint) as observations,
    {{ bucket_seconds('picked.bucket_id') }} as kpi_value
from picked
inner join (select distinct whole_no, site_id, channel, queue_id, team_id from numbered) as told on picked.whole_no = told.whole_no
