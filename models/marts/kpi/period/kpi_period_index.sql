-- Grain: one row per period, slice and index: a KPI made of two others, each from its own sums over the period.
{{ config(materialized='ephemeral') }}
with kpis as (

    select * from {{ ref('dim_kpi') }}
    where kind = 'index' and status <> 'planned'

),

daily as (

    select * from {{ ref('kpi_daily') }} {{ of_unit('period_start', periods_of('kpi_date'), 'kpi_date') }}

),

parts as (

    select
        daily.*,
        dim_kpi.per
    from daily
    inner join {{ ref('dim_kpi') }} as dim_kpi
        on daily.kpi_id = dim_kpi.kpi_id and daily.definition_version = dim_kpi.definition_version

),

placed as (

    select
        periods.period,
        {{ period_start('periods.period', 'parts.kpi_date') }} as period_start,
        {{ kpi_slices('parts') }},
        kpis.kpi_id,
        kpis.definition_version,
        kpis.per as index_per,
        parts.kpi_id = kpis.numerator as is_over,
        parts.per,
        parts.numerator,
        parts.denominator
    from parts
    inner join kpis
        on parts.kpi_id in (kpis.numerator, kpis.denominator) and {{ is_valid_on('kpis', 'parts.kpi_date') }}
    cross join {{ periods() }}

),

computed as (

    select
        period,
        period_start,
        {{ told_slices('placed') }},
        kpi_id,
        definition_version,
        index_per,
        is_over,
        max(per) * {{ kpi_value('sum(numerator)', 'sum(denominator)') }} as part_value
    from placed
    {{ by_slice_sets('placed', 'period, period_start, kpi_id, definition_version, index_per, is_over') }}

),

divided as (

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
        cast(null as decimal(18, 4)) as denominator,
        cast(null as bigint) as observations,
        index_per * {{ kpi_value('max(part_value) filter (where is_over)', 'max(part_value) filter (where not is_over)') }} as kpi_value
    from computed
    group by period, period_start, site_id, channel, queue_id, team_id, kpi_id, definition_version, index_per

)

select * from divided
where kpi_value is not null
