-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of forecasts.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'forecasts') }}

),

typed as (

    select
        -- ids
        {{ to_id('forecast_id') }} as forecast_id,
        {{ to_id('model') }} as model,
        {{ to_id('queue_id') }} as queue_id,

        -- properties
        {{ to_enum('channel', [
            'voice', 'chat', 'email', 'sms', 'web', 'app', 'wechat', 'weibo', 'qq',
            'video', 'fax', 'social', 'other'
        ]) }} as channel,

        -- when (UTC)
        {{ to_instant('made_at') }} as made_at,
        {{ to_instant('interval_start') }} as interval_start,

        -- durations (milliseconds)
        {{ to_milliseconds('interval_seconds') }} as interval_ms,
        {{ to_milliseconds('handle_seconds_mean') }} as handle_seconds_mean_ms,

        -- amounts
        {{ to_number('contacts_mean') }} as contacts_mean,
        {{ to_number('contacts_low') }} as contacts_low,
        {{ to_number('contacts_high') }} as contacts_high,

        -- text as landed, to tell unreadable from absent
        made_at as made_at_text,
        interval_start as interval_start_text,
        interval_seconds as interval_seconds_text,
        contacts_mean as contacts_mean_text,
        contacts_low as contacts_low_text,
        contacts_high as contacts_high_text,
        handle_seconds_mean as handle_seconds_mean_text,
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
        forecast_id,
        model,
        queue_id,
        channel,
        made_at,
        interval_start,
        interval_ms,
        handle_seconds_mean_ms,
        contacts_mean,
        contacts_low,
        contacts_high,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when made_at_text is not null and made_at is null
                then 'CAST:made_at'
            when interval_start_text is not null and interval_start is null
                then 'CAST:interval_start'
            when interval_seconds_text is not null and interval_ms is null
                then 'CAST:interval_seconds'
            when contacts_mean_text is not null and contacts_mean is null
                then 'CAST:contacts_mean'
            when contacts_low_text is not null and contacts_low is null
                then 'CAST:contacts_low'
            when contacts_high_text is not null and contacts_high is null
                then 'CAST:contacts_high'
            when handle_seconds_mean_text is not null and handle_seconds_mean_ms is null
                then 'CAST:handle_seconds_mean'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
