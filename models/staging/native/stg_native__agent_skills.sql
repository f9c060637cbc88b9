-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of agent_skills.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'agent_skills') }}

),

typed as (

    select
        -- ids
        {{ to_id('assessment_id') }} as assessment_id,
        {{ to_id('agent_id') }} as agent_id,
        {{ to_id('skill') }} as skill,

        -- when (UTC)
        {{ to_instant('assessed_at') }} as assessed_at,

        -- amounts
        {{ to_number('level') }} as level,
        {{ to_number('required_level') }} as required_level,

        -- text as landed, to tell unreadable from absent
        level as level_text,
        required_level as required_level_text,
        assessed_at as assessed_at_text,
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
        assessment_id,
        agent_id,
        skill,
        assessed_at,
        level,
        required_level,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when level_text is not null and level is null
                then 'CAST:level'
            when required_level_text is not null and required_level is null
                then 'CAST:required_level'
            when assessed_at_text is not null and assessed_at is null
                then 'CAST:assessed_at'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
