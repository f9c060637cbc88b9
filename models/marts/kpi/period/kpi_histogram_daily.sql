-- Grain: one row per day, bucket and slice that a percentile is told for, by the numbers of kpi_percentile_slices.
{{ config(materialized='ephemeral') }}
with histogram as (

    select * from {{ ref('duration_histogram_daily') }} {{ of_unit('period_start', periods_of('kpi_date'), 'kpi_date') }}

),

slices as (

    select * from {{ ref('kpi_percentile_slices') }}

),

slice_numbers as (

    select distinct
        slice_no,
        measure_id,
        site_id,
        channel,
        queue_id,
        team_id
    from slices

),

-- materialized: else dates are compared before slices are found
numbered as materialized (

    select
        histogram.kpi_date,
        histogram.bucket_id,
        histogram.bucket_seconds,
        histogram.observations,
        slice_numbers.slice_no
    from histogram
    inner join slice_numbers
        on
            histogram.measure_id = slice_numbers.measure_id and histogram.site_id = slice_numbers.site_id
            and histogram.channel = slice_numbers.channel and histogram.queue_id = slice_numbers.queue_id
            and histogram.team_id = slice_numbers.team_id

),

daily as (

    select
        numbered.kpi_date,
        slices.cut_no,
        slices.whole_no,
        slices.is_stock,
        numbered.bucket_id,
        max(numbered.bucket_seconds) as bucket_seconds,
        sum(numbered.observations) as observations
    from numbered
    inner join slices on numbered.slice_no = slices.slice_no and {{ is_valid_on('slices', 'numbered.kpi_date') }}
    group by all

)

select * from daily
