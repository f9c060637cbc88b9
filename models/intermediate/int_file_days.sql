-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered file, contract table it became rows of, and date (UTC) of the event.
-- Does:  counts the rows that count; a table that tells of no event has one row a file, undated.
{% set tables = [
    ('contacts', 'started_at'),
    ('queue_segments', 'entered_at'),
    ('agent_segments', 'connected_at'),
    ('bot_sessions', 'started_at'),
    ('bot_turns', 'asked_at'),
    ('messages', 'sent_at'),
    ('suggestions', 'shown_at'),
    ('knowledge_articles', 'null'),
    ('knowledge_flags', 'flagged_at'),
    ('opinion_events', 'occurred_at'),
    ('opinion_alerts', 'alerted_at'),
    ('complaints', 'opened_at'),
    ('quality_reviews', 'reviewed_at'),
    ('surveys', 'invited_at'),
    ('tickets', 'created_at'),
    ('ticket_events', 'occurred_at'),
    ('sla_instances', 'applied_at'),
    ('agents', 'null'),
    ('agent_states', 'entered_at'),
    ('agent_skills', 'assessed_at'),
    ('shifts', 'null'),
    ('queues', 'null'),
    ('costs', 'null'),
    ('customers', 'null'),
    ('trunk_intervals', 'interval_start'),
] %}
with counted as (

    {%- for table_name, event_at in tables %}
    select
        '{{ table_name }}' as table_name,
        _source,
        _batch_id,
        cast({{ event_at }} as date) as event_date,
        count(*) as rows_found,
        min({{ event_at }}) as first_at,
        max({{ event_at }}) as last_at
    from {{ ref('int_' ~ table_name ~ '__delivered') }}
    where _standing = 'current'
    group by all
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from counted
