-- Every measure that the feeds deliver is described in seeds/kpi/measures.csv.
select distinct facts.measure_id
from {{ ref('fct_measure_daily') }} as facts
left join {{ ref('measures') }} as described on facts.measure_id = described.measure_id
where described.measure_id is null
