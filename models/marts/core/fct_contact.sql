-- Grain: one row per contact, at the slice all its measures are counted at.
-- Does:  gathers what its messages, bots, agents, queues and suggestions say, and decides what the contact was.
-- Long because six facts are gathered, each read by contact, and all that is decided of a contact is decided here.
{{ config(meta={'unit': 'contact_id', 'ripens_at': ['response_due_at']}) }}
with contacts as (

    select * from {{ ref('int_contacts') }} {{ of_unit('contact_id') }}

),

agents as (

    select * from {{ ref('fct_contact_agents') }} {{ of_unit('contact_id') }}

),

queues as (

    select * from {{ ref('fct_contact_queues') }} {{ of_unit('contact_id') }}

),

bots as (

    select * from {{ ref('fct_contact_bots') }} {{ of_unit('contact_id') }}

),

messages as (

    select * from {{ ref('fct_contact_messages') }} {{ of_unit('contact_id') }}

),

words as (

    select * from {{ ref('fct_contact_words') }} {{ of_unit('contact_id') }}

),

span as (

    select * from {{ ref('int_data_span') }}

),

gathered as (

    select
        contacts.contact_id,
        contacts.source_system,
        contacts.site_id,
        contacts.channel,
        coalesce(queues.queue_id, agents.queue_id) as queue_id,
        agents.team_id,
        contacts.customer_id,
        contacts.issue_key,
        coalesce(contacts.issue_key, bots.intent) as issue,
        contacts.direction,
        contacts.ended_by,
        contacts.started_at,
        contacts.ended_at,
        {{ local_date('contacts.started_at', 'sites.timezone') }} as contact_date,

        -- what it was
        {{ is_inbound('contacts.direction') }} as is_inbound,
        contacts.ended_at is not null as is_closed,
        agents.contact_id is not null as has_agent,
        queues.contact_id is not null as has_queue,
        coalesce(queues.has_flowed_out, false) as has_flowed_out,
        coalesce(bots.bot_sessions, 0) as bot_sessions,
        coalesce(bots.bot_sessions_engaged, 0) as bot_sessions_engaged,
        coalesce(bots.bot_sessions_contained, 0) as bot_sessions_contained,
        coalesce(bots.has_asked_for_human, false) as has_asked_bot_for_human,
        coalesce(messages.customer_messages, 0) as customer_messages,
        coalesce(messages.agent_messages, 0) as agent_messages,
        coalesce(messages.script_uses, 0) as script_uses,
        coalesce(words.sensitive_hits, 0) as sensitive_hits,
        coalesce(words.sensitive_hits_customer, 0) as sensitive_hits_customer,
        coalesce(
            messages.last_author_type = 'customer' and not messages.is_last_a_courtesy, false
        ) as is_left_unanswered,
        coalesce(agents.was_first_transferred_out, false) as was_first_transferred_out,
        coalesce(agents.was_last_transferred_out, false) as was_last_transferred_out,
        coalesce(agents.human_session_ms, 0) as human_session_ms,

        -- answers
        contacts.started_at + interval 1 second * coalesce(
            channels.first_response_target_seconds, {{ var('default_first_response_target_seconds') }}
        ) as response_due_at,
        {{ milliseconds_between('contacts.started_at', 'messages.first_response_at') }} as first_response_ms,
        {{ milliseconds_between('contacts.started_at', 'messages.first_response_any_at') }} as first_response_any_ms,
        {{ milliseconds_between('agents.first_connected_at', 'messages.first_message_after_accept_at') }} as first_response_from_accept_ms,
        messages.first_response_at
    from contacts
    left join {{ ref('sites') }} as sites on contacts.site_id = sites.site_id
    left join {{ ref('dim_channel') }} as channels on contacts.channel = channels.channel
    left join agents on contacts.contact_id = agents.contact_id
    left join queues on contacts.contact_id = queues.contact_id
    left join bots on contacts.contact_id = bots.contact_id
    left join messages on contacts.contact_id = messages.contact_id
    left join words on contacts.contact_id = words.contact_id

),

judged as (

    select
        gathered.*,
        gathered.has_agent
        {%- if var('human_conversation_rule') == 'valid' %}
        and gathered.customer_messages > 0 and gathered.agent_messages > 0
        {%- endif %} as is_human_conversation,
        gathered.is_closed
        and gathered.bot_sessions_engaged > 0
        and not gathered.has_queue
        and not gathered.has_agent
        and gathered.agent_messages = 0 as is_automated,
        gathered.is_inbound
        and gathered.is_closed
        and not gathered.has_agent
        and gathered.agent_messages = 0
        and gathered.bot_sessions_contained = 0
        and not gathered.has_flowed_out as has_left_before_help,
        gathered.is_inbound and gathered.customer_messages > 0 as expects_response,
        gathered.bot_sessions = 0 or gathered.has_asked_bot_for_human or gathered.has_agent as needs_human
    from gathered

),

due as (

    select
        judged.*,
        judged.is_human_conversation
        and coalesce(judged.ended_by = 'agent', false)
        and judged.is_left_unanswered
        and not judged.was_last_transferred_out as is_closed_prematurely,
        judged.expects_response
        and judged.needs_human
        and (judged.first_response_at is not null or judged.response_due_at < span.as_of) as is_response_due,
        judged.expects_response
        and judged.needs_human
        and coalesce(judged.first_response_at <= judged.response_due_at, false) as is_response_in_target
    from judged
    cross join span

)

select * from due
