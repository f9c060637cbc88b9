-- Grain: one row per period, slice and KPI that counts distinct members, who are counted anew.
{{ config(materialized='ephemeral') }}
with kpis as (

    select * from {{ ref('dim_kpi') }}
    where kind = 'distinct' and status <> 'planned'

),

members as (

    select * from {{ ref('distinct_member_daily') }} {{ of_unit('period_start', periods_of('kpi_date')) }}

),

operands as (

    {{ operands_of('kpis') }}

),

placed as (

    select
        periods.period,
        {{ period_start('periods.period', 'members.kpi_date') }} as period_start,
        {{ kpi_slices('members') }},
        kpis.kpi_id,
        kpis.definition_version,
        members.measure_id = kpis.numerator as is_over,
        members.member_key
    from members
    inner join operands as kpis
        on members.measure_id = kpis.operand and {{ is_valid_on('kpis', 'members.kpi_date') }}
    cross join {{ periods() }}

),

counted as (

    select
        period,
        period_start,
        {{ told_slices('placed') }},
        kpi_id,
        definition_version,
        count(distinct member_key) filter (where is_over) as numerator,
        count(distinct member_key) filter (where not is_over) as denominator
    from placed
    {{ by_slice_sets('placed', 'period, period_start, kpi_id, definition_version') }}

)

select * from counted
