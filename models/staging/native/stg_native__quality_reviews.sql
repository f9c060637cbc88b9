-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of quality_reviews.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'quality_reviews') }}

),

typed as (

    select
        -- ids
        {{ to_id('review_id') }} as review_id,
        {{ to_id('contact_id') }} as contact_id,
        {{ to_id('agent_id') }} as agent_id,
        {{ to_id('form_id') }} as form_id,

        -- properties
        {{ to_flag('has_critical_error') }} as has_critical_error,
        {{ to_flag('is_calibration') }} as is_calibration,

        -- when (UTC)
        {{ to_instant('reviewed_at') }} as reviewed_at,

        -- amounts
        {{ to_number('score') }} as score,
        {{ to_number('max_score') }} as max_score,

        -- text as landed, to tell unreadable from absent
        reviewed_at as reviewed_at_text,
        score as score_text,
        max_score as max_score_text,
        has_critical_error as has_critical_error_text,
        is_calibration as is_calibration_text,
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
        review_id,
        contact_id,
        agent_id,
        form_id,
        has_critical_error,
        is_calibration,
        reviewed_at,
        score,
        max_score,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when reviewed_at_text is not null and reviewed_at is null
                then 'CAST:reviewed_at'
            when score_text is not null and score is null
                then 'CAST:score'
            when max_score_text is not null and max_score is null
                then 'CAST:max_score'
            when has_critical_error_text is not null and has_critical_error is null
                then 'CAST:has_critical_error'
            when is_calibration_text is not null and is_calibration is null
                then 'CAST:is_calibration'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
