-- Question: by how much would an average of daily values have misled?
-- The difference is zero only where every day weighs the same.
with months as (

    select
        dates.month_start,
        daily.kpi_id,
        {{ kpi_value('sum(daily.numerator)', 'sum(daily.denominator)') }} as summed_then_divided,
        avg(daily.kpi_value) as mean_of_days
    from {{ ref('kpi_daily') }} as daily
    inner join {{ ref('dim_date') }} as dates on daily.kpi_date = dates.date_day
    inner join {{ ref('dim_kpi') }} as kpis on daily.kpi_id = kpis.kpi_id
    where kpis.kind in ('ratio', 'mean') and kpis.per = 1
    group by dates.month_start, daily.kpi_id

)

select
    month_start,
    kpi_id,
    summed_then_divided,
    mean_of_days,
    mean_of_days - summed_then_divided as misled_by
from months
order by abs(mean_of_days - summed_then_divided) desc
