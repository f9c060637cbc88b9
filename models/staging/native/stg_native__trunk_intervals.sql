-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of trunk_intervals.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'trunk_intervals') }}

),

typed as (

    select
        -- ids
        {{ to_id('site_id') }} as site_id,

        -- when (UTC)
        {{ to_instant('interval_start') }} as interval_start,

        -- durations (milliseconds)
        {{ to_milliseconds('interval_seconds') }} as interval_ms,

        -- amounts
        {{ to_count('attempts') }} as attempts,
        {{ to_count('blocked') }} as blocked,

        -- text as landed, to tell unreadable from absent
        interval_start as interval_start_text,
        interval_seconds as interval_seconds_text,
        attempts as attempts_text,
        blocked as blocked_text,
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
        site_id,
        interval_start,
        interval_ms,
        attempts,
        blocked,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when interval_start_text is not null and interval_start is null
                then 'CAST:interval_start'
            when interval_seconds_text is not null and interval_ms is null
                then 'CAST:interval_seconds'
            when attempts_text is not null and attempts is null
                then 'CAST:attempts'
            when blocked_text is not null and blocked is null
                then 'CAST:blocked'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
