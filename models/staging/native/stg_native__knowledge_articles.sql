-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of knowledge_articles.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'knowledge_articles') }}

),

typed as (

    select
        -- ids
        {{ to_id('article_id') }} as article_id,

        -- properties
        {{ to_enum('kind', ['script', 'hotspot', 'faq']) }} as kind,
        {{ to_text('title') }} as title,

        -- when (UTC)
        {{ to_instant('created_at') }} as created_at,
        {{ to_instant('content_updated_at') }} as content_updated_at,

        -- text as landed, to tell unreadable from absent
        created_at as created_at_text,
        content_updated_at as content_updated_at_text,
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
        article_id,
        kind,
        title,
        created_at,
        content_updated_at,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when created_at_text is not null and created_at is null
                then 'CAST:created_at'
            when content_updated_at_text is not null and content_updated_at is null
                then 'CAST:content_updated_at'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
