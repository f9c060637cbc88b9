-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of agent_segments.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'agent_segments') }}

),

typed as (

    select
        -- ids
        {{ to_id('segment_id') }} as segment_id,
        {{ to_id('contact_id') }} as contact_id,
        {{ to_id('agent_id') }} as agent_id,
        {{ to_id('queue_id') }} as queue_id,

        -- properties
        {{ to_enum('transfer_out', ['none', 'blind', 'consult']) }} as transfer_out,
        {{ to_enum('disconnected_by', ['agent', 'customer', 'system']) }} as disconnected_by,

        -- when (UTC)
        {{ to_instant('connected_at') }} as connected_at,
        {{ to_instant('disconnected_at') }} as disconnected_at,
        {{ to_instant('acw_ended_at') }} as acw_ended_at,

        -- durations (milliseconds)
        {{ to_milliseconds('hold_seconds') }} as hold_ms,
        {{ to_milliseconds('dial_seconds') }} as dial_ms,
        {{ to_milliseconds('switch_seconds') }} as switch_ms,

        -- amounts
        {{ to_count('hold_count') }} as hold_count,

        -- text as landed, to tell unreadable from absent
        connected_at as connected_at_text,
        disconnected_at as disconnected_at_text,
        hold_seconds as hold_seconds_text,
        hold_count as hold_count_text,
        acw_ended_at as acw_ended_at_text,
        dial_seconds as dial_seconds_text,
        switch_seconds as switch_seconds_text,
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
        agent_id,
        queue_id,
        transfer_out,
        disconnected_by,
        connected_at,
        disconnected_at,
        acw_ended_at,
        hold_ms,
        dial_ms,
        switch_ms,
        hold_count,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when connected_at_text is not null and connected_at is null
                then 'CAST:connected_at'
            when disconnected_at_text is not null and disconnected_at is null
                then 'CAST:disconnected_at'
            when hold_seconds_text is not null and hold_ms is null
                then 'CAST:hold_seconds'
            when hold_count_text is not null and hold_count is null
                then 'CAST:hold_count'
            when acw_ended_at_text is not null and acw_ended_at is null
                then 'CAST:acw_ended_at'
            when dial_seconds_text is not null and dial_ms is null
                then 'CAST:dial_seconds'
            when switch_seconds_text is not null and switch_ms is null
                then 'CAST:switch_seconds'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
