-- Grain: one row per message.
-- Does:  what the customer utters, and what the agent utters or picks. The position in the dialogue
--        is padded in the id, so that messages of one second keep their order.
with events as (

    select * from {{ ref('stg_star__events') }}
    where
        quarantine_reason is null
        and (is_customer_message or is_agent_message)

),

written as (

    select
        contact_id || '|' || lpad(cast(event_number as varchar), 6, '0') as message_id,
        contact_id,
        occurred_at as sent_at,
        case when is_customer_message then 'customer' else 'agent' end as author_type,
        case when is_customer_message then customer_id else agent_id end as author_id,
        'public' as visibility,
        -- a picked suggestion is a preset text, sent as it stands
        case when act = 'pick_suggestion' then article_id end as script_id,
        false as is_auto,
        body,
        body_folded,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        source_updated_at
    from events

)

select * from written
