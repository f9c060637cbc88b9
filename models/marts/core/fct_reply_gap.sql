-- Grain: one row per run of customer messages (contact_id, run_no).
-- Does:  a run counts once, from its first message to the first human reply. Bot, automatic, system and internal messages
--        neither close a run nor break it; what comes after the contact's end is left out; a run that nobody answered stays open.
{{ config(meta={'unit': 'contact_id', 'grows': {'dim_calendar_slot': ['calendar_id', 'slot_starts_at', 'is_open', 'open_ms_before']}}) }}
with contacts as (

    select * from {{ ref('int_contacts') }} {{ of_unit('contact_id') }}

),

messages as (

    select * from {{ ref('fct_message') }} {{ of_unit('contact_id') }}

),

business as (

    select * from {{ ref('fct_contact_business_hours') }} {{ of_unit('contact_id') }}

),

slots as (

    select * from {{ ref('dim_calendar_slot') }}

),

spoken as (

    select
        messages.contact_id,
        messages.message_id,
        messages.sent_at,
        messages.is_customer_message,
        messages.author_id
    from messages
    inner join contacts on messages.contact_id = contacts.contact_id
    where
        (messages.is_customer_message or messages.is_agent_message)
        and (contacts.ended_at is null or messages.sent_at <= contacts.ended_at)

),

followed as (

    select
        *,
        lag(is_customer_message) over in_order as was_customer_message,
        lag(sent_at) over in_order as previous_sent_at,
        max(sent_at) over (in_order rows between current row and unbounded following) as last_spoken_at
    from spoken
    window in_order as (partition by contact_id order by sent_at, message_id)

),

-- Where the word passes to the other side: questions and answers take turns, and the first is a question.
turns as (

    select * from followed
    where is_customer_message <> coalesce(was_customer_message, false)

),

-- Windows, not aggregates: their rows can be spilled, the names that an aggregate holds cannot.
answered as (

    select
        *,
        lead(sent_at) over in_order as answered_at,
        lead(author_id) over in_order as answered_by,
        coalesce(lead(previous_sent_at) over in_order, last_spoken_at) as last_asked_at,
        sum(case when is_customer_message then 1 else 0 end) over (
            in_order rows between unbounded preceding and current row
        ) as run_no
    from turns
    window in_order as (partition by contact_id order by sent_at, message_id)

),

placed as (

    select
        answered.contact_id,
        cast(answered.run_no as bigint) as run_no,
        answered.sent_at as first_asked_at,
        answered.last_asked_at,
        answered.answered_at,
        answered.answered_by,
        business.calendar_id
    from answered
    left join business on answered.contact_id = business.contact_id
    where answered.is_customer_message

),

measured as (

    select
        placed.contact_id,
        placed.run_no,
        placed.first_asked_at,
        placed.last_asked_at,
        placed.answered_at,
        placed.answered_at is not null as is_answered,
        {{ milliseconds_between('placed.first_asked_at', 'placed.answered_at') }} as gap_ms,
        {{ milliseconds_between('placed.last_asked_at', 'placed.answered_at') }} as gap_from_last_ms,
        {{ business_milliseconds('first_asked', 'placed.first_asked_at', 'answered', 'placed.answered_at') }} as gap_bh_ms,
        {{ business_milliseconds('last_asked', 'placed.last_asked_at', 'answered', 'placed.answered_at') }} as gap_from_last_bh_ms,
        placed.answered_by
    from placed
    left join slots as first_asked on {{ slot_at('first_asked', 'placed.calendar_id', 'placed.first_asked_at') }}
    left join slots as last_asked on {{ slot_at('last_asked', 'placed.calendar_id', 'placed.last_asked_at') }}
    left join slots as answered on {{ slot_at('answered', 'placed.calendar_id', 'placed.answered_at') }}

)

select * from measured
