-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of sla_instances.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'sla_instances') }}

),

typed as (

    select
        -- ids
        {{ to_id('sla_id') }} as sla_id,
        {{ to_id('ticket_id') }} as ticket_id,
        {{ to_id('policy') }} as policy,
        {{ to_id('priority') }} as priority,

        -- properties
        {{ to_enum('metric', ['first_reply', 'resolution', 'update', 'other']) }} as metric,
        {{ to_flag('is_breached') }} as is_breached,

        -- when (UTC)
        {{ to_instant('applied_at') }} as applied_at,
        {{ to_instant('due_at') }} as due_at,
        {{ to_instant('fulfilled_at') }} as fulfilled_at,

        -- text as landed, to tell unreadable from absent
        applied_at as applied_at_text,
        due_at as due_at_text,
        fulfilled_at as fulfilled_at_text,
        is_breached as is_breached_text,
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
        sla_id,
        ticket_id,
        policy,
        priority,
        metric,
        is_breached,
        applied_at,
        due_at,
        fulfilled_at,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when applied_at_text is not null and applied_at is null
                then 'CAST:applied_at'
            when due_at_text is not null and due_at is null
                then 'CAST:due_at'
            when fulfilled_at_text is not null and fulfilled_at is null
                then 'CAST:fulfilled_at'
            when is_breached_text is not null and is_breached is null
                then 'CAST:is_breached'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
