-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of bot_sessions.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'bot_sessions') }}

),

typed as (

    select
        -- ids
        {{ to_id('bot_session_id') }} as bot_session_id,
        {{ to_id('contact_id') }} as contact_id,
        {{ to_id('bot_id') }} as bot_id,

        -- properties
        {{ to_flag('human_available') }} as human_available,
        {{ to_enum('feedback', ['positive', 'negative']) }} as feedback,
        {{ to_flag('is_greeting_only') }} as is_greeting_only,

        -- when (UTC)
        {{ to_instant('started_at') }} as started_at,
        {{ to_instant('ended_at') }} as ended_at,
        {{ to_instant('handoff_requested_at') }} as handoff_requested_at,
        {{ to_instant('handoff_connected_at') }} as handoff_connected_at,

        -- text as landed, to tell unreadable from absent
        started_at as started_at_text,
        ended_at as ended_at_text,
        handoff_requested_at as handoff_requested_at_text,
        handoff_connected_at as handoff_connected_at_text,
        human_available as human_available_text,
        is_greeting_only as is_greeting_only_text,
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
        bot_session_id,
        contact_id,
        bot_id,
        human_available,
        feedback,
        is_greeting_only,
        started_at,
        ended_at,
        handoff_requested_at,
        handoff_connected_at,
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
            when handoff_requested_at_text is not null and handoff_requested_at is null
                then 'CAST:handoff_requested_at'
            when handoff_connected_at_text is not null and handoff_connected_at is null
                then 'CAST:handoff_connected_at'
            when human_available_text is not null and human_available is null
                then 'CAST:human_available'
            when is_greeting_only_text is not null and is_greeting_only is null
                then 'CAST:is_greeting_only'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
