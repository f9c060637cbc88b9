-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of queue_segments.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'queue_segments') }}

),

typed as (

    select
        -- ids
        {{ to_id('segment_id') }} as segment_id,
        {{ to_id('contact_id') }} as contact_id,
        {{ to_id('queue_id') }} as queue_id,
        {{ to_id('agent_id') }} as agent_id,

        -- properties
        {{ to_enum('outcome', [
            'answered', 'abandoned', 'overflow', 'callback_requested', 'voicemail',
            'returned', 'open'
        ]) }} as outcome,

        -- when (UTC)
        {{ to_instant('entered_at') }} as entered_at,
        {{ to_instant('left_at') }} as left_at,

        -- durations (milliseconds)
        {{ to_milliseconds('ring_seconds') }} as ring_ms,

        -- amounts
        {{ to_count('ring_count') }} as ring_count,

        -- text as landed, to tell unreadable from absent
        entered_at as entered_at_text,
        left_at as left_at_text,
        ring_seconds as ring_seconds_text,
        ring_count as ring_count_text,
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
        segment_id,
        contact_id,
        queue_id,
        agent_id,
        outcome,
        entered_at,
        left_at,
        ring_ms,
        ring_count,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when entered_at_text is not null and entered_at is null
                then 'CAST:entered_at'
            when left_at_text is not null and left_at is null
                then 'CAST:left_at'
            when ring_seconds_text is not null and ring_ms is null
                then 'CAST:ring_seconds'
            when ring_count_text is not null and ring_count is null
                then 'CAST:ring_count'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
