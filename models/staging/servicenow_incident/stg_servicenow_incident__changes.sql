-- Grain: one row per row of the log, unreadable ones included.
-- Does:  types the row and numbers the incident's changes by time, then by sys_mod_count, since several of them share a
--        minute. A state after Resolved or Closed counts as taken only where the incident was counted as reopened.
{%- set times = ['opened_at', 'sys_updated_at', 'resolved_at', 'closed_at'] %}
{%- set counts = ['reassignment_count', 'reopen_count', 'sys_mod_count'] %}
{%- set done = "('solved', 'closed')" %}
with source as (

    select * from {{ source('servicenow_incident', 'changes') }}

),

typed as (

    select
        -- ids
        'servicenow_incident|' || number as ticket_id,
        'servicenow_incident|' || caller_id as customer_id,
        'servicenow_incident|' || assignment_group as team_id,
        'servicenow_incident|' || assigned_to as agent_id,
        category || '|' || coalesce(subcategory, '') as issue_key,

        -- what it says
        incident_state,
        case
            when incident_state = 'New' then 'new'
            when incident_state = 'Active' then 'open'
            when incident_state = 'Awaiting User Info' then 'pending'
            when incident_state like 'Awaiting %' then 'hold'
            -- finished, but no resolution was told of
            when incident_state = 'Resolved' then case when resolved_at is null then 'closed' else 'solved' end
            when incident_state = 'Closed' then 'closed'
        end as status,
        case priority when '1' then 'urgent' when '2' then 'high' when '3' then 'normal' when '4' then 'low' end as priority,
        contact_type,
        case contact_type
            when 'Phone' then 'voice'
            when 'IVR' then 'voice'
            when 'Email' then 'email'
            when 'Self service' then 'web'
            when 'Direct opening' then 'other'
            else 'unknown'
        end as channel,
        case lower(made_sla) when 'true' then true when 'false' then false end as has_made_sla,
        {%- for column in counts %}
        try_cast({{ column }} as integer) as {{ column }},
        {%- endfor %}

        -- timestamps (UTC)
        {%- for column in times %}
        timezone('UTC', timezone(_timezone, try_strptime({{ column }}, '%d/%m/%Y %H:%M'))) as {{ column }},
        {%- endfor %}
        {%- for column in times + counts %}
        {{ column }} as {{ column }}_text,
        {%- endfor %}

        -- lineage
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields
    from source

),

judged as (

    select
        *,
        sys_updated_at as source_updated_at,
        case
            when ticket_id is null then 'CAST:number'
            {%- for column in ['opened_at', 'sys_updated_at'] + counts %}
            when {{ column }} is null then 'CAST:{{ column }}'
            {%- endfor %}
            {%- for column in times[2:] %}
            when {{ column }}_text is not null and {{ column }} is null then 'CAST:{{ column }}'
            {%- endfor %}
        end as quarantine_reason
    from typed

),

-- a row that cannot be read is an incident of its own here: it must not come between others
numbered as (

    select
        *,
        row_number() over changes as change_no,
        row_number() over changes = count(*) over incident as is_last,
        lag(channel) over changes as previous_channel,
        lag(priority) over changes as previous_priority,
        lag(reopen_count) over changes as previous_reopen_count,
        coalesce(lag(reassignment_count) over changes, 0) as previous_reassignment_count,
        lag(status ignore nulls) over changes as previous_status
    from judged
    window
        incident as (partition by ticket_id, quarantine_reason),
        changes as (
            partition by ticket_id, quarantine_reason
            order by sys_updated_at, sys_mod_count, _row_hash, _batch_id, _source_row
        )

),

compared as (

    select
        *,
        change_no = 1 as is_first,
        coalesce(
            previous_status in {{ done }} and status not in {{ done }} and reopen_count <= previous_reopen_count, false
        ) as is_left_without_reopening
    from numbered

)

select * from compared
