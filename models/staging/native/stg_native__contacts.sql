-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of contacts.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'contacts') }}

),

typed as (

    select
        -- ids
        {{ to_id('contact_id') }} as contact_id,
        {{ to_id('customer_id') }} as customer_id,
        {{ to_id('site_id') }} as site_id,
        {{ to_id('issue_key') }} as issue_key,
        {{ to_id('parent_contact_id') }} as parent_contact_id,

        -- properties
        {{ to_text('source_system') }} as source_system,
        {{ to_enum('channel', [
            'voice', 'chat', 'email', 'sms', 'web', 'app', 'wechat', 'weibo', 'qq',
            'video', 'fax', 'social', 'other'
        ]) }} as channel,
        {{ to_enum('direction', ['inbound', 'outbound', 'callback', 'internal']) }} as direction,
        {{ to_enum('ended_by', ['customer', 'agent', 'bot', 'system', 'timeout']) }} as ended_by,

        -- when (UTC)
        {{ to_instant('started_at') }} as started_at,
        {{ to_instant('ended_at') }} as ended_at,

        -- text as landed, to tell unreadable from absent
        started_at as started_at_text,
        ended_at as ended_at_text,
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
        contact_id,
        customer_id,
        site_id,
        issue_key,
        parent_contact_id,
        source_system,
        channel,
        direction,
        ended_by,
        started_at,
        ended_at,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when started_at_text is not null and started_at is null
                then 'CAST:started_at'
            when ended_at_text is not null and ended_at is null
                then 'CAST:ended_at'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
