-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of knowledge_flags.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'knowledge_flags') }}

),

typed as (

    select
        -- ids
        {{ to_id('flag_id') }} as flag_id,
        {{ to_id('article_id') }} as article_id,

        -- properties
        {{ to_enum('reason', ['low_clicks', 'stale', 'low_adoption', 'manual']) }} as reason,

        -- when (UTC)
        {{ to_instant('flagged_at') }} as flagged_at,
        {{ to_instant('fixed_at') }} as fixed_at,

        -- text as landed, to tell unreadable from absent
        flagged_at as flagged_at_text,
        fixed_at as fixed_at_text,
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
        flag_id,
        article_id,
        reason,
        flagged_at,
        fixed_at,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when flagged_at_text is not null and flagged_at is null
                then 'CAST:flagged_at'
            when fixed_at_text is not null and fixed_at is null
                then 'CAST:fixed_at'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
