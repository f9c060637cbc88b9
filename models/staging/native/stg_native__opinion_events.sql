-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of opinion_events.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'opinion_events') }}

),

typed as (

    select
        -- ids
        {{ to_id('event_id') }} as event_id,
        {{ to_id('contact_id') }} as contact_id,
        {{ to_id('severity') }} as severity,

        -- when (UTC)
        {{ to_instant('occurred_at') }} as occurred_at,
        {{ to_instant('escalated_at') }} as escalated_at,

        -- text as landed, to tell unreadable from absent
        occurred_at as occurred_at_text,
        escalated_at as escalated_at_text,
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
        event_id,
        contact_id,
        severity,
        occurred_at,
        escalated_at,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when occurred_at_text is not null and occurred_at is null
                then 'CAST:occurred_at'
            when escalated_at_text is not null and escalated_at is null
                then 'CAST:escalated_at'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
