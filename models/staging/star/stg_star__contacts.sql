-- Grain: one row per dialogue with at least one timed event.
-- Does:  the dialogue begins with the customer's first message, which is what the agent answers;
--        instructions to the player before it are part of the experiment, not of the contact.
--        Without a message it begins with its first event. The customer ends it by 'complete';
--        a lost connection has no known author.
with events as (

    select * from {{ ref('stg_star__events') }}
    where quarantine_reason is null

),

spanned as (

    select
        contact_id,
        'star' as source_system,
        'chat' as channel,
        'inbound' as direction,
        max(customer_id) as customer_id,
        coalesce(
            min(case when is_customer_message then occurred_at end), min(occurred_at)
        ) as started_at,
        max(occurred_at) as ended_at,
        max(case when actor = 'User' and act = 'complete' then 'customer' end) as ended_by,
        _batch_id,
        min(_source_file) as _source_file,
        min(_source_row) as _source_row,
        -- of two deliveries of a dialogue the one with more events is the fuller
        cast(count(*) as integer) as _known_fields,
        max(source_updated_at) as source_updated_at
    from events
    group by contact_id, _batch_id
    having max(occurred_at) is not null

)

select
    *,
    md5(concat_ws(
        '|', contact_id, customer_id, cast(started_at as varchar), cast(ended_at as varchar),
        ended_by, cast(_known_fields as varchar)
    )) as _row_hash
from spanned
