-- Grain: one row per message. Holds no text.
{{ config(meta={'unit': 'contact_id'}) }}
with messages as (

    select * from {{ ref('int_messages') }} {{ of_unit('contact_id') }}

),

courtesies as (

    select distinct {{ letters_only('phrase') }} as phrase
    from {{ ref('closing_courtesies') }}

),

folded as (

    select
        *,
        -- a courtesy is short: spare the long ones the folding
        case when author_type = 'customer' and length(body_folded) <= 100 then {{ letters_only('body_folded') }} end as phrase
    from messages

),

classified as (

    select
        messages.message_id,
        messages.contact_id,
        messages.sent_at,
        messages.author_type,
        messages.author_id,
        messages.script_id,
        {{ is_public('messages.visibility') }} as is_public,
        messages.author_type = 'customer' and {{ is_public('messages.visibility') }} as is_customer_message,
        messages.author_type = 'agent'
        and {{ is_public('messages.visibility') }}
        and not coalesce(messages.is_auto, false) as is_agent_message,
        messages.author_type = 'agent' and coalesce(messages.is_auto, false) as is_automatic_agent_message,
        courtesies.phrase is not null as is_courtesy
    from folded as messages
    left join courtesies on messages.phrase = courtesies.phrase

)

select * from classified
