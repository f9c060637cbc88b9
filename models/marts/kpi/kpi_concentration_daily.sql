-- Grain: one row per day, slice and concentration KPI: what its largest members have of an amount, over all of it.
{{ config(materialized='ephemeral') }}
with kpis as (

    select * from {{ ref('dim_kpi') }}
    where kind = 'concentration' and status is distinct from 'planned'

),

amounts as (

    select * from {{ ref('member_amount_daily') }} {{ of_unit('kpi_date') }}

),

merged as (

    select
        amounts.kpi_date,
        {{ kpi_slices('amounts') }},
        kpis.kpi_id,
        kpis.definition_version,
        kpis.top_members,
        kpis.min_sample,
        measures.unit,
        amounts.member,
        sum(amounts.amount) as amount,
        sum(amounts.observations) as observations
    from amounts
    inner join kpis
        on amounts.measure_id = kpis.numerator and {{ is_valid_on('kpis', 'amounts.kpi_date') }}
    inner join {{ ref('measures') }} as measures on kpis.numerator = measures.measure_id
    group by all

),

ranked as (

    select
        *,
        row_number() over (
            partition by kpi_id, kpi_date, site_id, channel, queue_id, team_id order by amount desc, member asc
        ) as member_rank
    from merged

),

summed as (

    select
        kpi_date,
        site_id,
        channel,
        queue_id,
        team_id,
        kpi_id,
        definition_version,
        {{ in_unit('sum(amount) filter (where member_rank <= top_members)', 'max(unit)') }} as numerator,
        {{ in_unit('sum(amount)', 'max(unit)') }} as denominator,
        coalesce(sum(observations) >= max(min_sample), true) as is_enough
    from ranked
    group by kpi_date, site_id, channel, queue_id, team_id, kpi_id, definition_version

),

divided as (

    select
        * exclude (is_enough),
        case when is_enough then {{ kpi_value('numerator', 'denominator') }} end as kpi_value
    from summed
    where denominator <> 0

)

select * from divided
