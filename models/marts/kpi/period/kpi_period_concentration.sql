-- Grain: one row per period, slice and concentration KPI: what its largest members of the period have, over all of it.
{{ config(materialized='ephemeral') }}
with kpis as (

    select
        dim_kpi.*,
        measures.unit as measured_in
    from {{ ref('dim_kpi') }} as dim_kpi
    inner join {{ ref('measures') }} as measures on dim_kpi.numerator = measures.measure_id
    where dim_kpi.kind = 'concentration' and dim_kpi.status is distinct from 'planned'

),

amounts as (

    select * from {{ ref('member_amount_daily') }} {{ of_unit('period_start', periods_of('kpi_date'), 'kpi_date') }}

),

placed as (

    select
        periods.period,
        {{ period_start('periods.period', 'amounts.kpi_date') }} as period_start,
        {{ kpi_slices('amounts') }},
        kpis.kpi_id,
        kpis.definition_version,
        kpis.top_members,
        kpis.min_sample,
        kpis.measured_in,
        amounts.member,
        amounts.amount,
        amounts.observations
    from amounts
    inner join kpis
        on amounts.measure_id = kpis.numerator and {{ is_valid_on('kpis', 'amounts.kpi_date') }}
    cross join {{ periods() }}

),

merged as (

    select
        period,
        period_start,
        {{ told_slices('placed') }},
        kpi_id,
        definition_version,
        top_members,
        min_sample,
        measured_in,
        member,
        sum(amount) as amount,
        sum(observations) as observations
    from placed
    {{ by_slice_sets('placed', 'period, period_start, kpi_id, definition_version, top_members, min_sample, measured_in, member') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by kpi_id, definition_version, period, period_start, site_id, channel, queue_id, team_id
            order by amount desc, member asc
        ) as member_rank
    from merged

),

summed as (

    select
        period,
        period_start,
        site_id,
        channel,
        queue_id,
        team_id,
        kpi_id,
        definition_version,
        {{ in_unit('sum(amount) filter (where member_rank <= top_members)', 'max(measured_in)') }} as numerator,
        {{ in_unit('sum(amount)', 'max(measured_in)') }} as denominator,
        cast(sum(observations) as bigint) as observations,
        coalesce(sum(observations) >= max(min_sample), true) as is_enough
    from ranked
    group by period, period_start, site_id, channel, queue_id, team_id, kpi_id, definition_version

)

select
    * exclude (is_enough),
    case when is_enough then {{ kpi_value('numerator', 'denominator') }} end as kpi_value
from summed
where denominator <> 0
