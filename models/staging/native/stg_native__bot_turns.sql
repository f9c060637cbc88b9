-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of bot_turns.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'bot_turns') }}

),

typed as (

    select
        -- ids
        {{ to_id('turn_id') }} as turn_id,
        {{ to_id('bot_session_id') }} as bot_session_id,
        {{ to_id('intent') }} as intent,
        {{ to_id('labelled_intent') }} as labelled_intent,

        -- properties
        {{ to_flag('is_fallback') }} as is_fallback,

        -- when (UTC)
        {{ to_instant('asked_at') }} as asked_at,

        -- amounts
        {{ to_number('confidence') }} as confidence,

        -- text as landed, to tell unreadable from absent
        asked_at as asked_at_text,
        is_fallback as is_fallback_text,
        confidence as confidence_text,
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
        turn_id,
        bot_session_id,
        intent,
        labelled_intent,
        is_fallback,
        asked_at,
        confidence,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when asked_at_text is not null and asked_at is null
                then 'CAST:asked_at'
            when is_fallback_text is not null and is_fallback is null
                then 'CAST:is_fallback'
            when confidence_text is not null and confidence is null
                then 'CAST:confidence'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
