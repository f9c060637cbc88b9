-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of messages.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'messages') }}

),

typed as (

    select
        -- ids
        {{ to_id('message_id') }} as message_id,
        {{ to_id('contact_id') }} as contact_id,
        {{ to_id('author_id') }} as author_id,
        {{ to_id('script_id') }} as script_id,

        -- properties
        {{ to_enum('author_type', ['customer', 'agent', 'bot', 'system']) }} as author_type,
        {{ to_enum('visibility', ['public', 'internal']) }} as visibility,
        {{ to_flag('is_auto') }} as is_auto,
        body,
        body_folded,

        -- when (UTC)
        {{ to_instant('sent_at') }} as sent_at,

        -- text as landed, to tell unreadable from absent
        sent_at as sent_at_text,
        is_auto as is_auto_text,
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
        message_id,
        contact_id,
        author_id,
        script_id,
        author_type,
        visibility,
        is_auto,
        body,
        body_folded,
        sent_at,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when sent_at_text is not null and sent_at is null
                then 'CAST:sent_at'
            when is_auto_text is not null and is_auto is null
                then 'CAST:is_auto'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
