-- Grain: one row per day, slice and index: a KPI made of two others, which are computed first, each from its own sums.
{{ config(materialized='ephemeral') }}
with kpis as (

    select * from {{ ref('dim_kpi') }}
    where kind = 'index' and status is distinct from 'planned'

),

parts as (

    select
        daily.*,
        dim_kpi.per
    from {{ ref('kpi_quotient_daily') }} as daily
    inner join {{ ref('dim_kpi') }} as dim_kpi
        on daily.kpi_id = dim_kpi.kpi_id and daily.definition_version = dim_kpi.definition_version

),

summed as (

    select
        parts.kpi_date,
        {{ kpi_slices('parts') }},
        kpis.kpi_id,
        kpis.definition_version,
        max(kpis.per) as per,
        parts.kpi_id = kpis.numerator as is_over,
        max(parts.per) * {{ kpi_value('sum(parts.numerator)', 'sum(parts.denominator)') }} as part_value
    from parts
    inner join kpis
        on parts.kpi_id in (kpis.numerator, kpis.denominator) and {{ is_valid_on('kpis', 'parts.kpi_date') }}
    group by all

),

divided as (

    select
        kpi_date,
        site_id,
        channel,
        queue_id,
        team_id,
        kpi_id,
        definition_version,
        cast(null as decimal(18, 4)) as numerator,
        cast(null as decimal(18, 4)) as denominator,
        max(per) * {{ kpi_value('max(part_value) filter (where is_over)', 'max(part_value) filter (where not is_over)') }} as kpi_value
    from summed
    group by kpi_date, site_id, channel, queue_id, team_id, kpi_id, definition_version

)

select * from divided
where kpi_value is not null
