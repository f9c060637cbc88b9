-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of queues.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'queues') }}

),

typed as (

    select
        -- ids
        {{ to_id('queue_id') }} as queue_id,
        {{ to_id('site_id') }} as site_id,
        {{ to_id('calendar_id') }} as calendar_id,

        -- properties
        {{ to_text('queue_name') }} as queue_name,
        {{ to_enum('channel', [
            'voice', 'chat', 'email', 'sms', 'web', 'app', 'wechat', 'weibo', 'qq',
            'video', 'fax', 'social', 'other'
        ]) }} as channel,

        -- when (UTC)
        {{ to_instant('valid_from') }} as valid_from,
        {{ to_instant('valid_to') }} as valid_to,

        -- durations (milliseconds)
        {{ to_milliseconds('service_level_seconds') }} as service_level_ms,
        {{ to_milliseconds('short_abandon_seconds') }} as short_abandon_ms,

        -- text as landed, to tell unreadable from absent
        valid_from as valid_from_text,
        valid_to as valid_to_text,
        service_level_seconds as service_level_seconds_text,
        short_abandon_seconds as short_abandon_seconds_text,
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
        queue_id,
        site_id,
        calendar_id,
        queue_name,
        channel,
        valid_from,
        valid_to,
        service_level_ms,
        short_abandon_ms,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when valid_from_text is not null and valid_from is null
                then 'CAST:valid_from'
            when valid_to_text is not null and valid_to is null
                then 'CAST:valid_to'
            when service_level_seconds_text is not null and service_level_ms is null
                then 'CAST:service_level_seconds'
            when short_abandon_seconds_text is not null and short_abandon_ms is null
                then 'CAST:short_abandon_seconds'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
