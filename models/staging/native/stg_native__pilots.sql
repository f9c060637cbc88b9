-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of pilots.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'pilots') }}

),

typed as (

    select
        -- ids
        {{ to_id('pilot_id') }} as pilot_id,
        {{ to_id('kpi_id') }} as kpi_id,

        -- properties
        {{ to_text('hypothesis') }} as hypothesis,

        -- when (UTC)
        {{ to_date('pre_starts_on') }} as pre_starts_on,
        {{ to_date('starts_on') }} as starts_on,
        {{ to_date('ends_on') }} as ends_on,

        -- text as landed, to tell unreadable from absent
        pre_starts_on as pre_starts_on_text,
        starts_on as starts_on_text,
        ends_on as ends_on_text,
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
        kpi_id,
        hypothesis,
        pre_starts_on,
        starts_on,
        ends_on,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when pre_starts_on_text is not null and pre_starts_on is null
                then 'CAST:pre_starts_on'
            when starts_on_text is not null and starts_on is null
                then 'CAST:starts_on'
            when ends_on_text is not null and ends_on is null
                then 'CAST:ends_on'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
