-- Grain: one row per status, assignment or priority that an incident took.
-- Does:  states count when they change. Every row tells when the incident was resolved and closed in the end: that counts too,
--        unless a change to the state came at that very time. The first change assigns the incident, and so does every rise of
--        its reassignment_count; it also tells the priority at the opening.
{%- set kinds = [
    ('assignment', 'assignment', 'is_first', 'sys_updated_at'),
    ('reassignment', 'assignment', 'reassignment_count > previous_reassignment_count', 'sys_updated_at'),
    ('priority', 'priority', 'is_first and priority is not null', 'opened_at'),
    ('priority', 'priority', 'not is_first and priority is not null and priority is distinct from previous_priority', 'sys_updated_at'),
    ('resolved', 'status', 'is_last and resolved_at is distinct from last_solved_at', 'resolved_at'),
    ('closed', 'status', 'is_last and closed_at is distinct from last_closed_at', 'closed_at'),
    ('state', 'status', 'is_state_change', 'sys_updated_at'),
] %}
with changes as (

    select
        *,
        not is_left_without_reopening and coalesce(status <> previous_status, status is not null) as is_state_change
    from {{ ref('stg_servicenow_incident__changes') }}
    where quarantine_reason is null

),

followed as (

    select
        *,
        max(sys_updated_at) filter (where is_state_change and status = 'solved') over (partition by ticket_id) as last_solved_at,
        max(sys_updated_at) filter (where is_state_change and status = 'closed') over (partition by ticket_id) as last_closed_at
    from changes

),

told as (

    {%- for kind, event_type, condition, happened_at in kinds %}
    select
        -- events of one minute follow each other in the order of the changes
        ticket_id || '|' || lpad(cast(change_no as varchar), 6, '0') || '|{{ kind }}' as event_id,
        ticket_id,
        {{ happened_at }} as occurred_at,
        '{{ event_type }}' as event_type,
        {{ {'resolved': "'solved'", 'closed': "'closed'", 'state': 'status'}.get(kind, 'cast(null as varchar)') }} as status,
        {{ 'priority' if kind == 'priority' else 'cast(null as varchar)' }} as priority,
        {{ 'agent_id' if event_type == 'assignment' else 'cast(null as varchar)' }} as agent_id,
        {{ 'team_id' if event_type == 'assignment' else 'cast(null as varchar)' }} as team_id,
        _batch_id,
        _source_file,
        _source_row,
        md5(_row_hash || '|{{ kind }}') as _row_hash,
        _known_fields,
        source_updated_at
    from followed
    where {{ condition }} and {{ happened_at }} is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from told
