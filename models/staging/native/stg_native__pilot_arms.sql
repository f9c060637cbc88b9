-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of pilot_arms.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'pilot_arms') }}

),

typed as (

    select
        -- ids
        {{ to_id('pilot_id') }} as pilot_id,
        {{ to_id('unit_id') }} as unit_id,

        -- properties
        {{ to_enum('unit_type', ['agent', 'team', 'queue']) }} as unit_type,
        {{ to_enum('arm', ['control', 'treated']) }} as arm,

        -- text as landed, to tell unreadable from absent
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
        pilot_id,
        unit_id,
        unit_type,
        arm,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
