-- Grain: one row per day, site, channel, queue and team of the contacts that started then.
{{ config(meta={
    'unit': 'measure_date',
    'through': {
        'fct_contact_gaps': ['fct_contact', 'contact_id', 'contact_date'],
        'fct_contact_business_hours': ['fct_contact', 'contact_id', 'contact_date'],
    },
}) }}
with contacts as (

    select * from {{ ref('fct_contact') }} {{ of_unit('measure_date', 'contact_date') }}

),

counted as (

    select
        contacts.contact_date as measure_date,
        {{ known_slices('contacts', ['site_id', 'channel', 'queue_id', 'team_id']) }},

        -- contacts
        count(*) as contacts,
        {{ count_if('is_inbound') }} as contacts_inbound,
        {{ count_if('is_closed') }} as contacts_closed,
        {{ count_if('is_automated') }} as contacts_automated,
        {{ count_if('has_left_before_help') }} as contacts_left_before_help,
        {{ count_if('is_human_conversation') }} as human_conversations,
        {{ sum_if('human_session_ms', 'is_human_conversation') }} as human_session_ms,

        -- scripts and messages
        {{ sum_if('script_uses') }} as script_uses,
        {{ count_if('is_human_conversation and script_uses > 0') }} as script_conversations,
        {{ sum_if('customer_messages') }} as customer_messages,
        {{ sum_if('agent_messages') }} as agent_messages,
        {{ sum_if('customer_messages + agent_messages', 'is_human_conversation') }} as conversation_messages,
        {{ sum_if('sensitive_hits') }} as sensitive_hits,
        {{ count_if('is_human_conversation and sensitive_hits > 0') }} as sensitive_conversations,
        {{ sum_if('sensitive_hits_customer') }} as sensitive_hits_customer,

        -- endings
        {{ count_if("is_human_conversation and ended_by = 'agent'") }} as conversations_closed_by_agent,
        {{ count_if("ended_by = 'agent'") }} as contacts_closed_by_agent,
        {{ count_if('is_closed_prematurely') }} as conversations_closed_prematurely,

        -- first responses
        {{ count_if('expects_response and first_response_ms is not null') }} as first_responses,
        {{ sum_if('first_response_ms', 'expects_response') }} as first_response_ms,
        {{ count_if('expects_response and first_response_any_ms is not null') }} as first_responses_any,
        {{ sum_if('first_response_any_ms', 'expects_response') }} as first_response_any_ms,
        {{ count_if('first_response_from_accept_ms is not null') }} as first_responses_from_accept,
        {{ sum_if('first_response_from_accept_ms') }} as first_response_from_accept_ms,
        {{ sum_if('first_response_bh_ms', 'expects_response') }} as first_response_bh_ms,
        {{ sum_if('first_response_any_bh_ms', 'expects_response') }} as first_response_any_bh_ms,
        {{ sum_if('first_response_from_accept_bh_ms') }} as first_response_from_accept_bh_ms,
        {{ count_if('is_response_due') }} as responses_due,
        {{ count_if('is_response_in_target') }} as responses_in_target,
        {{ count_if('expects_response and needs_human and first_response_at is null') }} as responses_missing,

        -- reply gaps
        {{ sum_if('reply_gaps') }} as reply_gaps,
        {{ sum_if('reply_gaps_open') }} as reply_gaps_open,
        {{ sum_if('reply_gap_ms') }} as reply_gap_ms,
        {{ sum_if('reply_gap_from_last_ms') }} as reply_gap_from_last_ms,
        {{ sum_if('reply_gap_bh_ms') }} as reply_gap_bh_ms,
        {{ sum_if('reply_gap_from_last_bh_ms') }} as reply_gap_from_last_bh_ms,
        {{ sum_if('conversation_reply_gap_ms') }} as conversation_reply_gap_ms,
        {{ count_if('reply_gaps > 0') }} as conversations_with_reply_gap
    from contacts
    left join {{ ref('fct_contact_gaps') }} as gaps on contacts.contact_id = gaps.contact_id
    left join {{ ref('fct_contact_business_hours') }} as business on contacts.contact_id = business.contact_id
    group by all

)

select * from counted
