-- No KPI lies outside the floor and the ceiling of its catalogue row.
select daily.*
from {{ ref('kpi_daily') }} as daily
inner join {{ ref('dim_kpi') }} as kpis on daily.kpi_id = kpis.kpi_id
where daily.kpi_value < kpis.floor or daily.kpi_value > kpis.ceiling
