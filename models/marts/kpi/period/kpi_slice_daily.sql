-- Grain: one row per day, KPI and slice of every set it is told for. Sums and peaks only: percentiles, indices and distinct
--        counts cannot be put together from slices.
{{ config(materialized='ephemeral') }}
with daily as (

    select * from {{ ref('kpi_daily') }} {{ of_unit('period_start', periods_of('kpi_date'), 'kpi_date') }}

),

kpis as (

    select * from {{ ref('dim_kpi') }}
    where kind in ('ratio', 'mean', 'total', 'balance', 'extremum', 'distinct')

),

described as (

    select
        daily.*,
        kpis.kind
    from daily
    inner join kpis
        on daily.kpi_id = kpis.kpi_id and daily.definition_version = kpis.definition_version

),

summed as (

    select
        kpi_date,
        {{ told_slices('described') }},
        kpi_id,
        definition_version,
        kind,
        case when kind = 'extremum' then max(numerator) else sum(numerator) end as numerator,
        sum(denominator) as denominator
    from described
    {{ by_slice_sets('described', 'kpi_date, kpi_id, definition_version, kind') }}

)

select * from summed
