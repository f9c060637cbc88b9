-- Every total adds up to the measure it comes from: slicing neither fans out nor drops.
with kpis as (

    select * from {{ ref('dim_kpi') }}
    where kind = 'total' and status <> 'planned'

),

totals as (

    select
        daily.kpi_id,
        sum(daily.numerator) as amount
    from {{ ref('kpi_daily') }} as daily
    inner join kpis on daily.kpi_id = kpis.kpi_id and daily.definition_version = kpis.definition_version
    group by daily.kpi_id

),

measures as (

    select
        kpis.kpi_id,
        sum({{ in_unit('facts.measure_value', 'units.unit') }}) as amount
    from kpis
    inner join {{ ref('measures') }} as units on kpis.numerator = units.measure_id
    inner join {{ ref('fct_measure_daily') }} as facts
        on kpis.numerator = facts.measure_id and {{ is_valid_on('kpis', 'facts.measure_date') }}
    group by kpis.kpi_id

)

select
    totals.kpi_id,
    totals.amount,
    measures.amount as measured
from totals
full join measures on totals.kpi_id = measures.kpi_id
where totals.amount is distinct from measures.amount
