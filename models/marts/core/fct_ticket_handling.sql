-- Grain: one row per ticket that has events: its replies, assignments, priority at the opening, and team.
{{ config(meta={'unit': 'ticket_id', 'ripens_in': {'fct_ticket_event': ['ticket_id', 'happened_at']}}) }}
{% set assigned = "event_type = 'assignment' and happened_at <= as_of" %}
with told as (

    select * from {{ ref('fct_ticket_event') }} {{ of_unit('ticket_id') }}

),

tickets as (

    select * from {{ ref('int_tickets') }} {{ of_unit('ticket_id') }}

),

events as (

    select
        told.*,
        tickets.created_at,
        span.as_of
    from told
    inner join tickets on told.ticket_id = tickets.ticket_id
    cross join {{ ref('int_data_span') }} as span

),

replies as (

    select
        ticket_id,
        event_no,
        -- a round starts where the customer writes again after an agent
        is_customer_reply
        and coalesce(lag(is_agent_reply) over (partition by ticket_id order by event_no), false) as is_round
    from events
    where is_agent_reply or is_customer_reply

),

summarised as (

    select
        events.ticket_id,
        {{ count_if('events.is_agent_reply') }} as agent_replies,
        min(events.happened_at) filter (where events.is_agent_reply) as first_agent_reply_at,
        {{ count_if('replies.is_round') }} as customer_rounds,
        {{ count_if("events.event_type = 'assignment'") }} as assignments,
        {{ first_by('events.priority', ['events.event_no'],
            "events.priority is not null and events.happened_at <= events.created_at + interval '" ~ var('sla_priority_grace_seconds') ~ "' second") }} as priority,
        {{ last_by('events.team_id', ['events.event_no'], assigned ~ ' and events.named_team_id is not null') }} as assigned_team_id,
        {{ last_by('events.team_id', ['events.event_no'], assigned ~ ' and events.agent_id is not null') }} as assigned_agents_team_id
    from events
    left join replies on events.ticket_id = replies.ticket_id and events.event_no = replies.event_no
    group by events.ticket_id

)

select
    ticket_id,
    agent_replies,
    first_agent_reply_at,
    customer_rounds,
    assignments,
    priority,
    coalesce(assigned_team_id, assigned_agents_team_id) as team_id
from summarised
