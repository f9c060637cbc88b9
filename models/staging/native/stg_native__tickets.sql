-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of tickets.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'tickets') }}

),

typed as (

    select
        -- ids
        {{ to_id('ticket_id') }} as ticket_id,
        {{ to_id('contact_id') }} as contact_id,
        {{ to_id('customer_id') }} as customer_id,
        {{ to_id('issue_key') }} as issue_key,
        {{ to_id('merged_into_ticket_id') }} as merged_into_ticket_id,

        -- properties
        {{ to_enum('channel', [
            'voice', 'chat', 'email', 'sms', 'web', 'app', 'wechat', 'weibo', 'qq',
            'video', 'fax', 'social', 'other'
        ]) }} as channel,
        {{ to_enum('created_by', ['customer', 'agent']) }} as created_by,
        {{ to_flag('is_spam') }} as is_spam,

        -- when (UTC)
        {{ to_instant('created_at') }} as created_at,

        -- text as landed, to tell unreadable from absent
        created_at as created_at_text,
        is_spam as is_spam_text,
        source_updated_at as source_updated_at_text,
        is_deleted as is_deleted_text,

        -- version and lineage
        {{ to_instant('source_updated_at') }} as source_updated_at,
        {{ to_flag('is_deleted') }} as is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields
    from source

),

checked as (

    select
        ticket_id,
        contact_id,
        customer_id,
        issue_key,
        merged_into_ticket_id,
        channel,
        created_by,
        is_spam,
        created_at,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when created_at_text is not null and created_at is null
                then 'CAST:created_at'
            when is_spam_text is not null and is_spam is null
                then 'CAST:is_spam'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
