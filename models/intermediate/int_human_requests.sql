-- Grain: one row per moment at which a customer asked for a human: an entry into a queue, or a bot's handoff asked for.
-- Does:  names the party, the known customer or else the contact, so that requests by another contact are found too.
{{ config(meta={'unit': 'contact_id'}) }}
with contacts as (

    select * from {{ ref('int_contacts') }} {{ of_unit('contact_id') }}

),

requests as (

    select
        contact_id,
        entered_at as requested_at
    from {{ ref('int_queue_segments') }} {{ of_unit('contact_id') }}
    union all
    select
        contact_id,
        handoff_requested_at
    from {{ ref('int_bot_sessions') }} {{ of_unit('contact_id') }}
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
