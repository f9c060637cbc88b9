-- Grain: one row per bot spell on one contact.
-- Does:  counts its turns, takes the intent of the last one understood, and decides what became of it.
-- Long because turns name no contact: which of them a delivery touches is known only beside their sessions.
{{ config(meta={
    'unit': 'contact_id',
    'follows': {'int_contacts': ['contact_id', 'customer_id'], 'int_bot_turns': ['bot_session_id']},
    'ripens_at': [hours_after('over_at', var('recontact_hours'))],
}) }}
{% set intent = 'coalesce(labelled_intent, intent)' %}
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

    select * from {{ ref('int_bot_turns') }}
    where bot_session_id in (select sessions.bot_session_id from sessions)

),

counted as (

    select
        bot_session_id,
        count(*) as turns,
        {{ count_if('is_fallback') }} as turns_fallback,
        {{ count_if('labelled_intent is not null') }} as turns_labelled,
        {{ count_if('labelled_intent = intent') }} as turns_correct
    from turns
    group by bot_session_id

),

-- a turn the bot did not understand does not undo the question before it
asked_last as (

    select
        bot_session_id,
        {{ intent }} as intent,
        asked_at,
        turn_id
    from turns
    where {{ intent }} is not null
    qualify row_number() over (partition by bot_session_id order by asked_at desc, turn_id desc) = 1

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
        coalesce(counted.turns, 0) as turns,
        coalesce(counted.turns_fallback, 0) as turns_fallback,
        coalesce(counted.turns_labelled, 0) as turns_labelled,
        coalesce(counted.turns_correct, 0) as turns_correct,
        asked_last.intent as last_intent,
        asked_last.asked_at as last_intent_at,
        asked_last.turn_id as last_intent_turn_id
    from sessions
    left join contacts on sessions.contact_id = contacts.contact_id
    left join counted on sessions.bot_session_id = counted.bot_session_id
    left join asked_last on sessions.bot_session_id = asked_last.bot_session_id

),

known as (

    select
        sessions.bot_session_id,
        sessions.contact_id,
        sessions.ended_at,
        contacts.customer_id
    from sessions
    inner join contacts on sessions.contact_id = contacts.contact_id
    where sessions.ended_at is not null and contacts.customer_id is not null

),

returned as (

    select distinct known.bot_session_id
    from known
    inner join contacts
        on
            known.customer_id = contacts.customer_id
            and known.contact_id <> contacts.contact_id
            and known.ended_at <= contacts.started_at
            and contacts.started_at <= {{ hours_after('known.ended_at', var('recontact_hours')) }}
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
