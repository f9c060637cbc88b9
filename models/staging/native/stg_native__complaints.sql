-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of complaints.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'complaints') }}

),

typed as (

    select
        -- ids
        {{ to_id('complaint_id') }} as complaint_id,
        {{ to_id('contact_id') }} as contact_id,
        {{ to_id('customer_id') }} as customer_id,

        -- properties
        {{ to_flag('is_escalated') }} as is_escalated,

        -- when (UTC)
        {{ to_instant('opened_at') }} as opened_at,
        {{ to_instant('due_at') }} as due_at,
        {{ to_instant('closed_at') }} as closed_at,

        -- text as landed, to tell unreadable from absent
        opened_at as opened_at_text,
        due_at as due_at_text,
        closed_at as closed_at_text,
        is_escalated as is_escalated_text,
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
        complaint_id,
        contact_id,
        customer_id,
        is_escalated,
        opened_at,
        due_at,
        closed_at,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when opened_at_text is not null and opened_at is null
                then 'CAST:opened_at'
            when due_at_text is not null and due_at is null
                then 'CAST:due_at'
            when closed_at_text is not null and closed_at is null
                then 'CAST:closed_at'
            when is_escalated_text is not null and is_escalated is null
                then 'CAST:is_escalated'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
