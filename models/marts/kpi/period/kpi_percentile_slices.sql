-- Grain: one row per slice of the histogram, way in which percentile KPIs of its measure are cut, and slice it is part of when so cut.
-- Does:  numbers slices, cuts and wholes, since many rows are grouped by them: numbers are compared faster than names. KPIs that
--        are cut alike differ in their quantile alone, and share their histograms.
{{ config(materialized='ephemeral') }}
with cuts as (

    select distinct
        dim_kpi.numerator as measure_id,
        measures.aggregation = 'last_histogram' as is_stock,
        dim_kpi.sliceable_by,
        dim_kpi.valid_from,
        dim_kpi.valid_to
    from {{ ref('dim_kpi') }} as dim_kpi
    inner join {{ ref('measures') }} as measures on dim_kpi.numerator = measures.measure_id
    where dim_kpi.kind = 'percentile'

),

named as (

    select distinct
        measure_id,
        site_id,
        channel,
        queue_id,
        team_id
    from {{ ref('duration_histogram_daily') }} {{ of_unit('period_start', periods_of('kpi_date'), 'kpi_date') }}

),

slices as (

    select
        *,
        row_number() over (order by measure_id, site_id, channel, queue_id, team_id) as slice_no
    from named

),

cut_slices as (

    select
        slices.slice_no,
        {{ kpi_slices('slices') }},
        kpis.*
    from slices
    inner join cuts as kpis on slices.measure_id = kpis.measure_id

),

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

)

select
    slices.slice_no,
    slices.measure_id,
    slices.site_id,
    slices.channel,
    slices.queue_id,
    slices.team_id,
    wholes.is_stock,
    wholes.sliceable_by,
    wholes.valid_from,
    wholes.valid_to,
    wholes.site_id as whole_site_id,
    wholes.channel as whole_channel,
    wholes.queue_id as whole_queue_id,
    wholes.team_id as whole_team_id,
    dense_rank() over (order by wholes.measure_id, wholes.sliceable_by, wholes.valid_from) as cut_no,
    dense_rank() over (
        order by
            wholes.measure_id, wholes.sliceable_by, wholes.valid_from, wholes.site_id, wholes.channel, wholes.queue_id, wholes.team_id
    ) as whole_no
from wholes
inner join slices on wholes.slice_no = slices.slice_no
