-- Question: how did the service level of each queue move from week to week?
-- Sums first, one division last: that is the only way a ratio may be rolled up.
select
    dates.week_start,
    daily.queue_id,
    sum(daily.numerator) as answered_in_threshold,
    sum(daily.denominator) as service_level_base,
    {{ kpi_value('sum(daily.numerator)', 'sum(daily.denominator)') }} as service_level
from {{ ref('kpi_daily') }} as daily
inner join {{ ref('dim_date') }} as dates on daily.kpi_date = dates.date_day
where daily.kpi_id = 'service_level'
group by dates.week_start, daily.queue_id
order by dates.week_start, daily.queue_id
