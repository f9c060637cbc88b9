-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of shifts.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'shifts') }}

),

typed as (

    select
        -- ids
        {{ to_id('shift_id') }} as shift_id,
        {{ to_id('agent_id') }} as agent_id,

        -- properties
        {{ to_enum('activity', ['on_queue', 'break', 'meal', 'meeting', 'training']) }} as activity,
        {{ to_flag('is_paid') }} as is_paid,

        -- when (UTC)
        {{ to_instant('starts_at') }} as starts_at,
        {{ to_instant('ends_at') }} as ends_at,

        -- text as landed, to tell unreadable from absent
        starts_at as starts_at_text,
        ends_at as ends_at_text,
        is_paid as is_paid_text,
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
        shift_id,
        agent_id,
        activity,
        is_paid,
        starts_at,
        ends_at,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when starts_at_text is not null and starts_at is null
                then 'CAST:starts_at'
            when ends_at_text is not null and ends_at is null
                then 'CAST:ends_at'
            when is_paid_text is not null and is_paid is null
                then 'CAST:is_paid'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
