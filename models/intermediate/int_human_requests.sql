-- Grain: one row per moment at which a customer asked for a human: an entry into a queue, or a bot's handoff asked for.
-- Does:  names the party, the known customer or else the contact, so that requests by another contact are found too.
with contacts as (

    select * from {{ ref('int_contacts') }}

),

requests as (

    select
        contact_id,
        entered_at as requested_at
    from {{ ref('int_queue_segments') }}
    union all
    select
        contact_id,
        handoff_requested_at
    from {{ ref('int_bot_sessions') }}
    where handoff_requested_at is not null

),

named as (

    select
        {{ party('contacts.customer_id', 'requests.contact_id') }} as party,
        requests.contact_id,
        requests.requested_at
    from requests
    left join contacts on requests.contact_id = contacts.contact_id

)

select * from named
