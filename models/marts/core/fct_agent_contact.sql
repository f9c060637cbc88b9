-- Grain: one row per contact and agent who was connected to it or wrote in it; (unknown) where the source does not name the agent,
--        and where a first response is due that nobody gave.
-- Does:  gives each agent what that agent did: messages to who wrote them, a first response to who gave it, a missing one to who
--        was connected first, an answer to a run of messages to who ended the run.
-- Long because it gathers what four facts say of an agent, each read by contact.
{{ config(meta={'unit': 'contact_id', 'follows': {'dim_agent': ['agent_id']}}) }}
{% set acts = [
    ('fct_agent_segment', 'agent_id', 'connected_at', 'true', [0, 0, 0, 0, 0, 0]),
    ('fct_message', 'author_id', 'sent_at', 'is_agent_message', [1, 'cast(script_id is not null as integer)', 0, 0, 0, 0]),
    ('fct_sensitive_hit', 'author_id', 'sent_at', "author_type = 'agent'", [0, 0, 'hits', 0, 0, 0]),
    ('fct_reply_gap', 'answered_by', 'answered_at', 'is_answered', [0, 0, 0, 1, 'gap_ms', 'gap_bh_ms']),
] %}
with told as (

    select * from {{ ref('fct_contact') }} {{ of_unit('contact_id') }}

),

first_agents as (

    select * from {{ ref('fct_contact_agents') }} {{ of_unit('contact_id') }}

),

messages as (

    select * from {{ ref('fct_contact_messages') }} {{ of_unit('contact_id') }}

),

business as (

    select * from {{ ref('fct_contact_business_hours') }} {{ of_unit('contact_id') }}

),

contacts as (

    select
        told.*,
        messages.first_response_by,
        messages.first_message_after_accept_by,
        business.first_response_bh_ms,
        business.first_response_from_accept_bh_ms,
        case
            when told.first_response_at is not null then coalesce(messages.first_response_by, '(unknown)')
            else coalesce(first_agents.agent_id, '(unknown)')
        end as responsible_agent_id
    from told
    left join first_agents on told.contact_id = first_agents.contact_id
    left join messages on told.contact_id = messages.contact_id
    left join business on told.contact_id = business.contact_id

),

acts as (

    {% for fact, agent, acted_at, condition, added in acts %}
    select
        contact_id,
        {{ agent }} as agent_id,
        {{ acted_at }} as acted_at,
        {{ added[0] }} as messages,
        {{ added[1] }} as scripts,
        {{ added[2] }} as hits,
        {{ added[3] }} as gaps,
        {{ added[4] }} as gap_ms,
        {{ added[5] }} as gap_bh_ms
    from {{ ref(fact) }} {{ of_unit('contact_id') }}
    where {{ condition }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

parts as (

    select * from acts
    union all by name
    select
        contact_id,
        '(unknown)' as agent_id,
        started_at as acted_at
    from contacts
    where is_response_due and responsible_agent_id = '(unknown)'

),

summed as (

    select
        contact_id,
        coalesce(agent_id, '(unknown)') as agent_id,
        min(acted_at) as first_acted_at,
        {{ sum_if('messages') }} as agent_messages,
        {{ sum_if('scripts') }} as script_uses,
        {{ sum_if('hits') }} as sensitive_hits,
        {{ sum_if('gaps') }} as reply_gaps,
        {{ sum_if('gap_ms') }} as reply_gap_ms,
        {{ sum_if('gap_bh_ms') }} as reply_gap_bh_ms
    from parts
    group by contact_id, coalesce(agent_id, '(unknown)')

),

judged as (

    select
        summed.*,
        agents.team_id,
        contacts.site_id,
        contacts.channel,
        contacts.queue_id,
        contacts.contact_date,
        contacts.is_human_conversation,
        contacts.first_response_ms,
        contacts.first_response_bh_ms,
        contacts.first_response_from_accept_ms,
        contacts.first_response_from_accept_bh_ms,
        contacts.expects_response and contacts.first_response_ms is not null
        and summed.agent_id = contacts.responsible_agent_id as has_responded_first,
        contacts.first_response_from_accept_ms is not null
        and summed.agent_id = coalesce(contacts.first_message_after_accept_by, '(unknown)') as has_responded_after_accept,
        contacts.is_response_due and summed.agent_id = contacts.responsible_agent_id as is_response_due,
        contacts.is_response_in_target and summed.agent_id = contacts.responsible_agent_id as is_response_in_target,
        cast(coalesce(floor({{ kpi_value('summed.reply_gap_ms', 'summed.reply_gaps') }} + 0.5), 0) as bigint) as conversation_reply_gap_ms
    from summed
    inner join contacts on summed.contact_id = contacts.contact_id
    left join {{ ref('dim_agent') }} as agents on {{ version_at('agents', 'agent_id', 'summed.agent_id', 'summed.first_acted_at') }}

)

select * from judged
