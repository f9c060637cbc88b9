-- Grain: one row per bot spell on one contact.
{{ config(meta={
    'unit': 'contact_id',
    'follows': {'int_contacts': ['contact_id', 'customer_id'], 'int_bot_turns': ['bot_session_id']},
    'ripens_at': [hours_after('over_at', var('recontact_hours'))],
}) }}
{% set intent, in_order = 'coalesce(labelled_intent, intent)', ['asked_at', 'turn_id'] %}
with sessions as (

    select * from {{ ref('int_bot_sessions') }} {{ of_unit('contact_id') }}

),

contacts as (

    select * from {{ ref('int_contacts') }}

),

span as (

    select * from {{ ref('int_data_span') }}

),

turns as (

    select
        bot_session_id,
        count(*) as turns,
        {{ count_if('is_fallback') }} as turns_fallback,
        {{ count_if('labelled_intent is not null') }} as turns_labelled,
        {{ count_if('labelled_intent = intent') }} as turns_correct,
        -- a turn the bot did not understand does not undo the question before it
        {{ last_by(intent, in_order, intent ~ ' is not null') }} as last_intent,
        {{ last_by('asked_at', in_order, intent ~ ' is not null') }} as last_intent_at,
        {{ last_by('turn_id', in_order, intent ~ ' is not null') }} as last_intent_turn_id
    from {{ ref('int_bot_turns') }}
    where bot_session_id in (select sessions.bot_session_id from sessions)
    group by bot_session_id

),

classified as (

    select
        sessions.bot_session_id,
        sessions.contact_id,
        sessions.bot_id,
        contacts.customer_id,
        sessions.started_at,
        sessions.ended_at,
        sessions.human_available,
        sessions.feedback,
        not coalesce(sessions.is_greeting_only, false) as is_engaged,
        sessions.handoff_requested_at is not null or sessions.handoff_connected_at is not null as has_asked_for_human,
        sessions.handoff_connected_at is not null as has_reached_human,
        coalesce(sessions.ended_at, sessions.handoff_connected_at, sessions.handoff_requested_at) as over_at,
        coalesce(turns.turns, 0) as turns,
        coalesce(turns.turns_fallback, 0) as turns_fallback,
        coalesce(turns.turns_labelled, 0) as turns_labelled,
        coalesce(turns.turns_correct, 0) as turns_correct,
        turns.last_intent,
        turns.last_intent_at,
        turns.last_intent_turn_id
    from sessions
    left join contacts on sessions.contact_id = contacts.contact_id
    left join turns on sessions.bot_session_id = turns.bot_session_id

),

returned as (

    select distinct classified.bot_session_id
    from classified
    inner join contacts
        on
            classified.customer_id = contacts.customer_id
            and classified.contact_id <> contacts.contact_id
            and classified.ended_at <= contacts.started_at
            and contacts.started_at <= {{ hours_after('classified.ended_at', var('recontact_hours')) }}
    where {{ is_inbound('contacts.direction') }}

),

judged as (

    select
        classified.*,
        classified.is_engaged and classified.ended_at is not null and not classified.has_asked_for_human as is_contained,
        -- asking counts, even where no human came: a broken transfer must not look like containment
        classified.is_engaged and classified.has_asked_for_human as is_handoff_requested,
        classified.is_engaged and classified.has_reached_human as is_handoff_connected,
        classified.is_engaged and classified.ended_at is null and not classified.has_asked_for_human as is_open,
        classified.is_engaged
        and coalesce({{ hours_after('classified.over_at', var('recontact_hours')) }} <= span.as_of, false) as is_matured,
        classified.customer_id is not null as is_customer_known,
        returned.bot_session_id is not null as has_recontact,
        classified.is_engaged and coalesce(classified.feedback = 'positive', false) as is_confirmed,
        classified.is_engaged and (
            coalesce(classified.feedback = 'positive', false)
            or (
                classified.ended_at is not null
                and not classified.has_asked_for_human
                and coalesce(classified.feedback <> 'negative', true)
            )
        ) as is_assumed_resolved
    from classified
    cross join span
    left join returned on classified.bot_session_id = returned.bot_session_id

)

select * from judged
