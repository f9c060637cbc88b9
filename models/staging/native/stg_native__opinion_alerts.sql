-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of opinion_alerts.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'opinion_alerts') }}

),

typed as (

    select
        -- ids
        {{ to_id('alert_id') }} as alert_id,
        {{ to_id('event_id') }} as event_id,

        -- properties
        {{ to_flag('is_confirmed') }} as is_confirmed,

        -- when (UTC)
        {{ to_instant('alerted_at') }} as alerted_at,

        -- text as landed, to tell unreadable from absent
        alerted_at as alerted_at_text,
        is_confirmed as is_confirmed_text,
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
        alert_id,
        event_id,
        is_confirmed,
        alerted_at,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when alerted_at_text is not null and alerted_at is null
                then 'CAST:alerted_at'
            when is_confirmed_text is not null and is_confirmed is null
                then 'CAST:is_confirmed'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
