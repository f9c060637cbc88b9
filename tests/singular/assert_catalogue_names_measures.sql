-- Every measure a KPI names exists, and is of the aggregation its kind asks for.
select
    kpis.kpi_id,
    kpis.kind,
    over.aggregation,
    under.aggregation as denominator_aggregation
from {{ ref('dim_kpi') }} as kpis
left join {{ ref('measures') }} as over on kpis.numerator = over.measure_id
left join {{ ref('measures') }} as under on kpis.denominator = under.measure_id
where
    over.aggregation is null
    or (kpis.denominator is not null and under.aggregation is null)
    or over.aggregation not in (
        case kpis.kind when 'percentile' then 'histogram' when 'extremum' then 'max' when 'balance' then 'last' else 'sum' end,
        case kpis.kind when 'distinct' then 'distinct' else '' end
    )
    or (kpis.kind = 'distinct' and 'distinct' not in (over.aggregation, coalesce(under.aggregation, '')))
