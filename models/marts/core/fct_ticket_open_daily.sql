-- Grain: one row per business date and counted ticket that was open when the date ended; the last date ends with the data.
with tickets as (

    select * from {{ ref('fct_ticket') }}
    where is_counted

),

intervals as (

    -- few last over a date's end; only those need be held against all dates
    select * from {{ ref('fct_ticket_status_interval') }}
    where not is_done and coalesce(ended_date, date '9999-12-31') > started_date

),

days as (

    select * from {{ ref('dim_date') }}

),

span as (

    select * from {{ ref('int_data_span') }}

),

snapshots as (

    select
        days.date_day as snapshot_date,
        tickets.ticket_id,
        tickets.channel,
        tickets.team_id,
        intervals.status,
        tickets.created_at,
        least(days.ends_at, greatest(span.last_at, span.as_of)) as snapshot_at
    from intervals
    inner join tickets on intervals.ticket_id = tickets.ticket_id
    inner join days
        on
            intervals.started_date <= days.date_day
            and coalesce(intervals.ended_date, date '9999-12-31') > days.date_day
    cross join span

),

aged as (

    select
        snapshot_date,
        ticket_id,
        channel,
        team_id,
        status,
        {{ milliseconds_between('created_at', 'snapshot_at') }} as age_ms
    from snapshots

)

select * from aged
