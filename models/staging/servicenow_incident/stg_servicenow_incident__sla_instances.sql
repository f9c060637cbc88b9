-- Grain: one row per incident (sla_id).
-- Does:  the promise to resolve it. The log tells no due time, but whether the SLA was met, which the last change knows.
with changes as (

    select * from {{ ref('stg_servicenow_incident__changes') }}
    where quarantine_reason is null and is_last

),

promised as (

    select
        ticket_id || '|resolution' as sla_id,
        ticket_id,
        'resolution' as metric,
        priority,
        opened_at as applied_at,
        coalesce(resolved_at, closed_at) as fulfilled_at,
        not has_made_sla as is_breached,
        _batch_id,
        _source_file,
        _source_row,
        md5(_row_hash || '|resolution') as _row_hash,
        _known_fields,
        source_updated_at
    from changes

)

select * from promised
