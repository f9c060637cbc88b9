-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of customers.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'customers') }}

),

typed as (

    select
        -- ids
        {{ to_id('customer_id') }} as customer_id,
        {{ to_id('segment') }} as segment,

        -- when (UTC)
        {{ to_date('active_from') }} as active_from,
        {{ to_date('active_to') }} as active_to,

        -- text as landed, to tell unreadable from absent
        active_from as active_from_text,
        active_to as active_to_text,
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
        customer_id,
        segment,
        active_from,
        active_to,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when active_from_text is not null and active_from is null
                then 'CAST:active_from'
            when active_to_text is not null and active_to is null
                then 'CAST:active_to'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
