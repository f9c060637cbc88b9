-- Grain: one row per incident.
-- Does:  takes the incident as its last change left it. Few came by another channel at first: the last one counts.
with changes as (

    select * from {{ ref('stg_servicenow_incident__changes') }}
    where quarantine_reason is null and is_last

),

opened as (

    select
        ticket_id,
        customer_id,
        channel,
        issue_key,
        opened_at as created_at,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        source_updated_at
    from changes

)

select * from opened
