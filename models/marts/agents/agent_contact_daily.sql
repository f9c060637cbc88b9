-- Grain: one row per day, site, channel, queue, team and agent of the contacts that started then and the agent had a part in.
{{ config(meta={'unit': 'measure_date'}) }}
with contacts as (

    select * from {{ ref('fct_agent_contact') }} {{ of_unit('measure_date', 'contact_date') }}

),

counted as (

    select
        contact_date as measure_date,
        {{ known_slices('contacts', ['site_id', 'channel', 'queue_id', 'team_id']) }},
        agent_id,
        {{ count_if('is_human_conversation') }} as human_conversations,
        {{ sum_if('agent_messages') }} as agent_messages,
        {{ sum_if('script_uses') }} as script_uses,
        {{ count_if('is_human_conversation and script_uses > 0') }} as script_conversations,
        {{ sum_if('sensitive_hits') }} as sensitive_hits,
        {{ count_if('is_human_conversation and sensitive_hits > 0') }} as sensitive_conversations,
        {{ count_if('has_responded_first') }} as first_responses,
        {{ sum_if('first_response_ms', 'has_responded_first') }} as first_response_ms,
        {{ sum_if('first_response_bh_ms', 'has_responded_first') }} as first_response_bh_ms,
        {{ count_if('has_responded_after_accept') }} as first_responses_from_accept,
        {{ sum_if('first_response_from_accept_ms', 'has_responded_after_accept') }} as first_response_from_accept_ms,
        {{ sum_if('first_response_from_accept_bh_ms', 'has_responded_after_accept') }} as first_response_from_accept_bh_ms,
        {{ count_if('is_response_due') }} as responses_due,
        {{ count_if('is_response_in_target') }} as responses_in_target,
        {{ sum_if('reply_gaps') }} as reply_gaps,
        {{ sum_if('reply_gap_ms') }} as reply_gap_ms,
        {{ sum_if('reply_gap_bh_ms') }} as reply_gap_bh_ms,
        {{ sum_if('conversation_reply_gap_ms') }} as conversation_reply_gap_ms,
        {{ count_if('reply_gaps > 0') }} as conversations_with_reply_gap
    from contacts
    group by all

)

select * from counted
