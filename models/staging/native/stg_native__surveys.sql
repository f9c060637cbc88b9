-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of surveys.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'surveys') }}

),

typed as (

    select
        -- ids
        {{ to_id('survey_id') }} as survey_id,
        {{ to_id('contact_id') }} as contact_id,
        {{ to_id('agent_id') }} as agent_id,

        -- properties
        {{ to_enum('kind', ['csat', 'nps', 'ces', 'esat']) }} as kind,
        {{ to_flag('is_resolved') }} as is_resolved,
        {{ to_flag('is_first_contact') }} as is_first_contact,

        -- when (UTC)
        {{ to_instant('invited_at') }} as invited_at,
        {{ to_instant('responded_at') }} as responded_at,

        -- amounts
        {{ to_number('score') }} as score,
        {{ to_number('scale_min') }} as scale_min,
        {{ to_number('scale_max') }} as scale_max,

        -- text as landed, to tell unreadable from absent
        invited_at as invited_at_text,
        responded_at as responded_at_text,
        score as score_text,
        scale_min as scale_min_text,
        scale_max as scale_max_text,
        is_resolved as is_resolved_text,
        is_first_contact as is_first_contact_text,
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
        survey_id,
        contact_id,
        agent_id,
        kind,
        is_resolved,
        is_first_contact,
        invited_at,
        responded_at,
        score,
        scale_min,
        scale_max,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when invited_at_text is not null and invited_at is null
                then 'CAST:invited_at'
            when responded_at_text is not null and responded_at is null
                then 'CAST:responded_at'
            when score_text is not null and score is null
                then 'CAST:score'
            when scale_min_text is not null and scale_min is null
                then 'CAST:scale_min'
            when scale_max_text is not null and scale_max is null
                then 'CAST:scale_max'
            when is_resolved_text is not null and is_resolved is null
                then 'CAST:is_resolved'
            when is_first_contact_text is not null and is_first_contact is null
                then 'CAST:is_first_contact'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
