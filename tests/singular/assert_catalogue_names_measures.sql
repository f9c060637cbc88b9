-- Every measure a KPI names exists. (Whether it is of the aggregation its kind asks for, `make render` checks.)
select
    kpis.kpi_id,
    kpis.numerator,
    kpis.denominator
from {{ ref('dim_kpi') }} as kpis
left join {{ ref('measures') }} as over on kpis.numerator = over.measure_id
left join {{ ref('measures') }} as under on kpis.denominator = under.measure_id
where
    kpis.kind <> 'index'
    and kpis.status <> 'planned'
    and (over.measure_id is null or (kpis.denominator is not null and under.measure_id is null))
