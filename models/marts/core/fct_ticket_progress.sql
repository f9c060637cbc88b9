-- Grain: one row per ticket: when it was solved, closed and reopened, how long that took, and its time by status up to its last
--        solution; also in business time (bh).
{{ config(meta={'unit': 'ticket_id'}) }}
with intervals as (

    select * from {{ ref('fct_ticket_status_interval') }} {{ of_unit('ticket_id') }}

),

reached as (

    select
        ticket_id,
        min(started_at) filter (where change_no = 0) as created_at,
        min(started_at) filter (where status = 'solved') as first_solved_at,
        max(started_at) filter (where status = 'solved') as last_solved_at,
        min(started_at) filter (where status = 'closed') as first_closed_at,
        max(started_at) filter (where status = 'closed') as last_closed_at,
        min(started_at) filter (where is_reopening) as first_reopened_at,
        {{ count_if('is_reopening') }} as reopenings,
        bool_or(is_done and ended_at is null) as is_done,
        min(clock_ms) filter (where status = 'solved') - min(clock_ms) as first_resolution_bh_ms,
        max(clock_ms) filter (where status = 'solved') - min(clock_ms) as last_resolution_bh_ms
    from intervals
    group by ticket_id

),

resolved as (

    select
        *,
        coalesce(first_solved_at, first_closed_at) as first_resolved_at,
        coalesce(last_solved_at, last_closed_at) as last_resolved_at
    from reached

),

timed as (

    select
        resolved.ticket_id,
        {{ sum_if('interval_ms', "status in ('new', 'open', 'hold')") }} as requester_wait_ms,
        {{ sum_if('interval_bh_ms', "status in ('new', 'open', 'hold')") }} as requester_wait_bh_ms,
        {{ sum_if('interval_ms', "status in ('new', 'open')") }} as agent_work_ms,
        {{ sum_if('interval_bh_ms', "status in ('new', 'open')") }} as agent_work_bh_ms,
        {{ sum_if('interval_ms', "status = 'pending'") }} as agent_wait_ms,
        {{ sum_if('interval_bh_ms', "status = 'pending'") }} as agent_wait_bh_ms,
        {{ sum_if('interval_ms', "status = 'hold'") }} as on_hold_ms,
        {{ sum_if('interval_bh_ms', "status = 'hold'") }} as on_hold_bh_ms,
        {{ sum_if('interval_ms', "intervals.is_done") }} as done_ms,
        {{ sum_if('interval_bh_ms', "intervals.is_done") }} as done_bh_ms
    from resolved
    inner join intervals on resolved.ticket_id = intervals.ticket_id
    where intervals.ended_at <= resolved.last_resolved_at
    group by resolved.ticket_id

),

measured as (

    select
        resolved.ticket_id,
        resolved.first_solved_at,
        resolved.last_solved_at,
        resolved.first_resolved_at,
        resolved.last_resolved_at,
        resolved.first_reopened_at,
        resolved.reopenings > 0 as is_reopened,
        resolved.is_done,

        -- known only where a solution was told; closing is often the work of a batch
        {{ milliseconds_between('resolved.created_at', 'resolved.first_solved_at') }} as first_resolution_ms,
        resolved.first_resolution_bh_ms,
        case
            when resolved.is_done then {{ milliseconds_between('resolved.created_at', 'resolved.last_solved_at') }}
        end as full_resolution_ms,
        case when resolved.is_done then resolved.last_resolution_bh_ms end as full_resolution_bh_ms,
        case
            when resolved.is_done then {{ milliseconds_between('resolved.created_at', 'resolved.last_resolved_at') }}
        end as full_resolution_incl_closed_ms,

        -- time by status
        timed.* exclude (ticket_id)
    from resolved
    left join timed on resolved.ticket_id = timed.ticket_id

)

select * from measured
