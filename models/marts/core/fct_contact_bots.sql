-- Grain: one row per contact that met a bot.
{{ config(meta={'unit': 'contact_id'}) }}
with sessions as (

    select * from {{ ref('fct_bot_session') }} {{ of_unit('contact_id') }}

),

summarised as (

    select
        contact_id,
        count(*) as bot_sessions,
        {{ count_if('is_engaged') }} as bot_sessions_engaged,
        {{ count_if('is_contained') }} as bot_sessions_contained,
        {{ count_if('is_handoff_requested') }} as bot_sessions_handoff_requested,
        {{ count_if('is_handoff_connected') }} as bot_sessions_handoff_connected,
        {{ count_if('is_open') }} as bot_sessions_open,
        {{ count_if('is_matured') }} as bot_sessions_matured,
        {{ count_if('is_matured and is_contained and is_customer_known and not has_recontact') }} as bot_sessions_contained_no_recontact,
        {{ count_if('is_confirmed') }} as bot_sessions_confirmed,
        {{ count_if('is_assumed_resolved') }} as bot_sessions_assumed_resolved,
        {{ count_if('is_engaged and turns_fallback > 0') }} as bot_sessions_with_fallback,
        {{ sum_if('turns') }} as bot_turns,
        {{ sum_if('turns_fallback') }} as bot_turns_fallback,
        {{ sum_if('turns_labelled') }} as bot_turns_labelled,
        {{ sum_if('turns_correct') }} as bot_turns_correct,
        bool_or(has_asked_for_human) as has_asked_for_human,
        {{ last_by('last_intent', ['last_intent_at', 'last_intent_turn_id'], 'last_intent is not null') }} as intent
    from sessions
    group by contact_id

)

select * from summarised
