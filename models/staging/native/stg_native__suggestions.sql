-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of suggestions.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'suggestions') }}

),

typed as (

    select
        -- ids
        {{ to_id('suggestion_id') }} as suggestion_id,
        {{ to_id('contact_id') }} as contact_id,
        {{ to_id('article_id') }} as article_id,

        -- properties
        {{ to_enum('audience', ['agent', 'customer']) }} as audience,
        {{ to_enum('response', [
            'accepted', 'edited', 'dismissed', 'adopted', 'rejected'
        ]) }} as response,

        -- when (UTC)
        {{ to_instant('shown_at') }} as shown_at,
        {{ to_instant('responded_at') }} as responded_at,

        -- amounts
        {{ to_count('rank') }} as rank,

        -- text as landed, to tell unreadable from absent
        shown_at as shown_at_text,
        responded_at as responded_at_text,
        rank as rank_text,
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
        suggestion_id,
        contact_id,
        article_id,
        audience,
        response,
        shown_at,
        responded_at,
        rank,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when shown_at_text is not null and shown_at is null
                then 'CAST:shown_at'
            when responded_at_text is not null and responded_at is null
                then 'CAST:responded_at'
            when rank_text is not null and rank is null
                then 'CAST:rank'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
