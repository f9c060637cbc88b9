-- Grain: one row per ticket and status it took (ticket_id, change_no).
-- Does:  a ticket is new from its opening on; every status event starts an interval that lasts until the next one, and the
--        last has no end. Business time is read off the clock of ticket_calendar, which only runs while that is open.
{{ config(meta={
    'unit': 'ticket_id',
    'grows': {'dim_calendar_slot': ['calendar_id', 'slot_starts_at', 'is_open', 'open_ms_before']},
}) }}
with changes as (

    select
        ticket_id,
        cast(0 as bigint) as change_no,
        created_at as started_at,
        'new' as status
    from {{ ref('int_tickets') }} {{ of_unit('ticket_id') }}

    union all

    select
        ticket_id,
        event_no,
        happened_at,
        status
    from {{ ref('fct_ticket_event') }} {{ of_unit('ticket_id') }}
    where status is not null

),

calendars as (

    select * from {{ ref('calendars') }}

),

clocked as (

    select
        changes.*,
        {{ open_milliseconds_until('slots', 'changes.started_at') }} as clock_ms
    from changes
    left join calendars on calendars.calendar_id = '{{ var("ticket_calendar") }}'
    left join {{ ref('dim_calendar_slot') }} as slots
        on {{ slot_at('slots', calendar_or_always('calendars'), 'changes.started_at') }}

),

followed as (

    select
        *,
        lag(status) over ticket_changes as previous_status,
        lead(started_at) over ticket_changes as ended_at,
        lead(clock_ms) over ticket_changes as end_clock_ms
    from clocked
    window ticket_changes as (partition by ticket_id order by change_no)

),

judged as (

    select
        ticket_id,
        change_no,
        status,
        started_at,
        ended_at,
        {{ local_date('started_at') }} as started_date,
        {{ local_date('ended_at') }} as ended_date,
        {{ milliseconds_between('started_at', 'ended_at') }} as interval_ms,
        clock_ms,
        end_clock_ms - clock_ms as interval_bh_ms,
        status in ('solved', 'closed') as is_done,
        status not in ('solved', 'closed') and coalesce(previous_status in ('solved', 'closed'), false) as is_reopening
    from followed

)

select * from judged
