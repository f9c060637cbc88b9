-- Grain: one row per event of a known ticket, numbered in the order of its ticket's events.
-- Does:  says what each event was. One that a clock's fault puts before the ticket's opening counts as at the opening.
{{ config(meta={'unit': 'ticket_id', 'follows': {'dim_agent': ['agent_id']}}) }}
with events as (

    select * from {{ ref('int_ticket_events') }} {{ of_unit('ticket_id') }}

),

tickets as (

    select * from {{ ref('int_tickets') }} {{ of_unit('ticket_id') }}

),

agents as (

    select * from {{ ref('dim_agent') }}

),

placed as (

    select
        events.ticket_id,
        events.event_id,
        row_number() over (partition by events.ticket_id order by events.occurred_at, events.event_id) as event_no,
        greatest(events.occurred_at, tickets.created_at) as happened_at,
        events.event_type,
        -- a status the contract does not know changes nothing
        case when events.event_type = 'status' then nullif(events.status, 'unknown') end as status,
        case when events.event_type = 'priority' then events.priority end as priority,
        case when events.event_type = 'step' then coalesce(events.step, '(unknown)') end as step,
        events.agent_id,
        events.team_id as named_team_id,
        -- the team at the time, not the one of today
        coalesce(events.team_id, agents.team_id) as team_id,
        coalesce(events.is_automated, false) as is_automated,
        coalesce(events.author_type in ('agent', 'bot', 'system'), false) or coalesce(events.is_automated, false) as is_our_act,
        events.event_type = 'public_reply'
        and coalesce(events.author_type = 'agent', false)
        and not coalesce(events.is_automated, false) as is_agent_reply,
        events.event_type = 'public_reply' and coalesce(events.author_type = 'customer', false) as is_customer_reply
    from events
    inner join tickets on events.ticket_id = tickets.ticket_id
    left join agents on {{ version_at('agents', 'agent_id', 'events.agent_id', 'events.occurred_at') }}

)

select * from placed
