-- A day's backlog is the day before's plus the tickets opened and reopened less those done. The stock is counted in
-- fct_measure_daily ticket by ticket; the flow is read off the changes of status.
with stocks as (

    select
        measure_date,
        sum(measure_value) as backlog_open
    from {{ ref('fct_measure_daily') }}
    where measure_id = 'backlog_open'
    group by measure_date

),

flows as (

    select
        intervals.started_date as flow_date,
        sum(case
            when intervals.change_no = 0 or intervals.is_reopening then 1
            when intervals.is_done and not intervals.was_done then -1
            else 0
        end) as net_flow
    from (
        select
            *,
            coalesce(lag(is_done) over (partition by ticket_id order by change_no), false) as was_done
        from {{ ref('fct_ticket_status_interval') }}
    ) as intervals
    inner join {{ ref('fct_ticket') }} as tickets on intervals.ticket_id = tickets.ticket_id
    where tickets.is_counted
    group by intervals.started_date

),

compared as (

    select
        days.date_day,
        coalesce(stocks.backlog_open, 0) as backlog_open,
        coalesce(lag(stocks.backlog_open) over (order by days.date_day), 0) as backlog_before,
        coalesce(flows.net_flow, 0) as net_flow
    from {{ ref('dim_date') }} as days
    left join stocks on days.date_day = stocks.measure_date
    left join flows on days.date_day = flows.flow_date

)

select *
from compared
where backlog_open <> backlog_before + net_flow
