-- Grain: one row per process step that a counted ticket entered (ticket_id, event_no).
-- Does:  a step lasts until the next step, or the first solution or closure after it. It waits until the first act of ours inside
--        it: of an agent, a bot, the system or a machine; the event that entered it is none.
{{ config(meta={'unit': 'ticket_id'}) }}
with events as (

    select * from {{ ref('fct_ticket_event') }} {{ of_unit('ticket_id') }}

),

tickets as (

    select * from {{ ref('fct_ticket') }} {{ of_unit('ticket_id') }}
    where is_counted

),

followed as (

    select
        *,
        min(case when event_type = 'step' or status in ('solved', 'closed') then happened_at end) over later as left_at,
        min(case when is_our_act then happened_at end) over later as acted_at
    from events
    window later as (partition by ticket_id order by event_no rows between 1 following and unbounded following)

),

compared as (

    select
        followed.ticket_id,
        followed.event_no,
        followed.step,
        followed.happened_at as entered_at,
        followed.left_at,
        followed.acted_at,
        followed.is_automated,
        followed.team_id,
        lag(followed.team_id) over (partition by followed.ticket_id order by followed.event_no) as previous_team_id
    from followed
    where followed.event_type = 'step'

),

measured as (

    select
        compared.ticket_id,
        compared.event_no,
        compared.step,
        tickets.channel,
        tickets.team_id,
        compared.team_id as step_team_id,
        {{ local_date('compared.entered_at') }} as entered_date,
        compared.entered_at,
        compared.left_at,
        compared.is_automated,
        coalesce(compared.team_id <> compared.previous_team_id, false) as is_handed_over,
        {{ milliseconds_between('compared.entered_at', 'compared.left_at') }} as elapsed_ms,
        case
            when compared.left_at is not null
                then {{ milliseconds_between('compared.entered_at', 'least(compared.acted_at, compared.left_at)') }}
        end as waiting_ms
    from compared
    inner join tickets on compared.ticket_id = tickets.ticket_id

)

select * from measured
