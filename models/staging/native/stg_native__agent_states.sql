-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of agent_states.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'agent_states') }}

),

typed as (

    select
        -- ids
        {{ to_id('state_id') }} as state_id,
        {{ to_id('agent_id') }} as agent_id,

        -- properties
        {{ to_enum('state', [
            'available', 'handling', 'acw', 'break', 'meal', 'meeting', 'training',
            'other'
        ]) }} as state,

        -- when (UTC)
        {{ to_instant('entered_at') }} as entered_at,
        {{ to_instant('left_at') }} as left_at,

        -- text as landed, to tell unreadable from absent
        entered_at as entered_at_text,
        left_at as left_at_text,
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
        state_id,
        agent_id,
        state,
        entered_at,
        left_at,
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
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
