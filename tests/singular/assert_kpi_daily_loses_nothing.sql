-- A total's numerators add up to the measure they come from: slicing neither fans out nor drops.
with totals as (

    select
        kpi_id,
        sum(numerator) as amount
    from {{ ref('kpi_daily') }}
    where kpi_id in ('call_volume', 'contact_volume')
    group by kpi_id

),

measures as (

    select
        kpis.kpi_id,
        sum(facts.measure_value) as amount
    from {{ ref('dim_kpi') }} as kpis
    inner join {{ ref('fct_measure_daily') }} as facts on kpis.numerator = facts.measure_id
    where kpis.kpi_id in ('call_volume', 'contact_volume')
    group by kpis.kpi_id

)

select
    totals.kpi_id,
    totals.amount,
    measures.amount as measured
from totals
full join measures on totals.kpi_id = measures.kpi_id
where totals.amount is distinct from measures.amount
