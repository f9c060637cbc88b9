-- Grain: one row per contact that has messages.
-- Does:  names the contact's calendar (that of its queue's version at the start, else the var default_calendar) and counts its
--        first responses in opening hours only.
{{ config(meta={'unit': 'contact_id', 'grows': {'dim_calendar_slot': ['calendar_id', 'slot_starts_at', 'is_open', 'open_ms_before']}}) }}
with contacts as (

    select * from {{ ref('fct_contact') }} {{ of_unit('contact_id') }}

),

messages as (

    select * from {{ ref('fct_contact_messages') }} {{ of_unit('contact_id') }}

),

agents as (

    select * from {{ ref('fct_contact_agents') }} {{ of_unit('contact_id') }}

),

slots as (

    select * from {{ ref('dim_calendar_slot') }}

),

named as (

    select
        contacts.contact_id,
        contacts.started_at,
        agents.first_connected_at,
        messages.first_response_at,
        messages.first_response_any_at,
        messages.first_message_after_accept_at,
        coalesce(queues.calendar_id, '{{ var("default_calendar") }}') as calendar_id
    from contacts
    inner join messages on contacts.contact_id = messages.contact_id
    left join agents on contacts.contact_id = agents.contact_id
    left join {{ ref('dim_queue') }} as queues on {{ version_at('queues', 'queue_id', 'contacts.queue_id', 'contacts.started_at') }}

),

known as (

    select
        named.* exclude (calendar_id),
        {{ calendar_or_always('calendars') }} as calendar_id
    from named
    left join {{ ref('calendars') }} as calendars on named.calendar_id = calendars.calendar_id

),

measured as (

    select
        known.contact_id,
        known.calendar_id,
        {{ business_milliseconds('started', 'known.started_at', 'human', 'known.first_response_at') }} as first_response_bh_ms,
        {{ business_milliseconds('started', 'known.started_at', 'anybody', 'known.first_response_any_at') }} as first_response_any_bh_ms,
        {{ business_milliseconds(
            'accepted', 'known.first_connected_at', 'after_accept', 'known.first_message_after_accept_at'
        ) }} as first_response_from_accept_bh_ms
    from known
    left join slots as started on {{ slot_at('started', 'known.calendar_id', 'known.started_at') }}
    left join slots as human on {{ slot_at('human', 'known.calendar_id', 'known.first_response_at') }}
    left join slots as anybody on {{ slot_at('anybody', 'known.calendar_id', 'known.first_response_any_at') }}
    left join slots as accepted on {{ slot_at('accepted', 'known.calendar_id', 'known.first_connected_at') }}
    left join slots as after_accept on {{ slot_at('after_accept', 'known.calendar_id', 'known.first_message_after_accept_at') }}

)

select * from measured
