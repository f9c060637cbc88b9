-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered file, contract table and column that names a row which never came.
-- Does:  misses no parent of a table that was never delivered. A parent that comes later takes its
--        rows out again.
{% set parents = {
    'contacts': 'contact_id',
    'queues': 'queue_id',
    'agents': 'agent_id',
    'bot_sessions': 'bot_session_id',
    'knowledge_articles': 'article_id',
    'opinion_events': 'event_id',
    'tickets': 'ticket_id',
} %}
{% set children = [
    ('contacts', 'parent_contact_id', 'contacts'),
    ('queue_segments', 'contact_id', 'contacts'),
    ('queue_segments', 'queue_id', 'queues'),
    ('queue_segments', 'agent_id', 'agents'),
    ('agent_segments', 'contact_id', 'contacts'),
    ('agent_segments', 'agent_id', 'agents'),
    ('agent_segments', 'queue_id', 'queues'),
    ('bot_sessions', 'contact_id', 'contacts'),
    ('bot_turns', 'bot_session_id', 'bot_sessions'),
    ('messages', 'contact_id', 'contacts'),
    ('suggestions', 'contact_id', 'contacts'),
    ('suggestions', 'article_id', 'knowledge_articles'),
    ('knowledge_flags', 'article_id', 'knowledge_articles'),
    ('opinion_events', 'contact_id', 'contacts'),
    ('opinion_alerts', 'event_id', 'opinion_events'),
    ('complaints', 'contact_id', 'contacts'),
    ('quality_reviews', 'contact_id', 'contacts'),
    ('quality_reviews', 'agent_id', 'agents'),
    ('surveys', 'contact_id', 'contacts'),
    ('surveys', 'agent_id', 'agents'),
    ('tickets', 'contact_id', 'contacts'),
    ('tickets', 'merged_into_ticket_id', 'tickets'),
    ('ticket_events', 'ticket_id', 'tickets'),
    ('ticket_events', 'agent_id', 'agents'),
    ('sla_instances', 'ticket_id', 'tickets'),
    ('agent_states', 'agent_id', 'agents'),
    ('agent_skills', 'agent_id', 'agents'),
    ('shifts', 'agent_id', 'agents'),
] %}
with
{%- for parent in parents %}
naming_{{ parent }} as (

    {%- for table_name, column_name, _ in children | selectattr(2, 'equalto', parent) %}
    select
        '{{ table_name }}' as table_name,
        '{{ column_name }}' as field,
        _batch_id,
        {{ column_name }} as named
    from {{ ref('int_' ~ table_name ~ '__delivered') }}
    where _standing = 'current' and {{ column_name }} <> '(unknown)'
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),
{%- endfor %}

counted as (

    {%- for parent, parent_key in parents.items() %}
    select
        naming.table_name,
        naming._batch_id,
        'ORPHAN' as reason_code,
        naming.field,
        count(*) as rows_found
    from naming_{{ parent }} as naming
    anti join {{ ref('int_' ~ parent) }} as parent on naming.named = parent.{{ parent_key }}
    where exists (select 1 from {{ ref('int_' ~ parent) }})
    group by all
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from counted
