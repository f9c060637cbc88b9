-- Grain: one row per row of the log and finding.
-- Does:  names what is odd. Rows that cannot be read are set aside and carry that one finding; every other finding leaves the
--        change where it is. What is odd about an incident is found on its last change.
{%- set findings = [
    ('UNKNOWN_STATE', 'status is null', 'incident_state'),
    ('UPDATED_BEFORE_OPENED', 'sys_updated_at < opened_at', "concat_ws(' then ', opened_at_text, sys_updated_at_text)"),
    ('LEFT_WITHOUT_REOPENING', 'is_left_without_reopening', "previous_status || ' then ' || status"),
    ('CHANNEL_CHANGED', 'channel is distinct from previous_channel and not is_first', "previous_channel || ' then ' || channel"),
    ('CLOSED_WITHOUT_RESOLUTION', 'is_last and closed_at is not null and resolved_at is null', 'cast(closed_at as varchar)'),
] %}
with changes as (

    select * from {{ ref('stg_servicenow_incident__changes') }}

),

found as (

    select
        _batch_id,
        _source_file,
        _source_row,
        quarantine_reason as reason_code,
        'quarantined' as disposition,
        cast(null as varchar) as detail
    from changes
    where quarantine_reason is not null
    {%- for reason_code, condition, detail in findings %}
    union all
    select
        _batch_id,
        _source_file,
        _source_row,
        '{{ reason_code }}' as reason_code,
        'flagged' as disposition,
        {{ detail }} as detail
    from changes
    where quarantine_reason is null and {{ condition }}
    {%- endfor %}

)

select * from found
