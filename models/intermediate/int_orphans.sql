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
    ('contacts', 'parent_contact_id', 'contacts', 'contact_id'),
    ('queue_segments', 'contact_id', 'contacts', 'contact_id'),
    ('queue_segments', 'queue_id', 'queues', 'queue_id'),
    ('queue_segments', 'agent_id', 'agents', 'agent_id'),
    ('agent_segments', 'contact_id', 'contacts', 'contact_id'),
    ('agent_segments', 'agent_id', 'agents', 'agent_id'),
    ('agent_segments', 'queue_id', 'queues', 'queue_id'),
    ('bot_sessions', 'contact_id', 'contacts', 'contact_id'),
    ('bot_turns', 'bot_session_id', 'bot_sessions', 'bot_session_id'),
    ('messages', 'contact_id', 'contacts', 'contact_id'),
    ('suggestions', 'contact_id', 'contacts', 'contact_id'),
    ('suggestions', 'article_id', 'knowledge_articles', 'article_id'),
    ('knowledge_flags', 'article_id', 'knowledge_articles', 'article_id'),
    ('opinion_events', 'contact_id', 'contacts', 'contact_id'),
    ('opinion_alerts', 'event_id', 'opinion_events', 'event_id'),
    ('complaints', 'contact_id', 'contacts', 'contact_id'),
    ('quality_reviews', 'contact_id', 'contacts', 'contact_id'),
    ('quality_reviews', 'agent_id', 'agents', 'agent_id'),
    ('surveys', 'contact_id', 'contacts', 'contact_id'),
    ('surveys', 'agent_id', 'agents', 'agent_id'),
    ('tickets', 'contact_id', 'contacts', 'contact_id'),
    ('tickets', 'merged_into_ticket_id', 'tickets', 'ticket_id'),
    ('ticket_events', 'ticket_id', 'tickets', 'ticket_id'),
    ('ticket_events', 'agent_id', 'agents', 'agent_id'),
    ('sla_instances', 'ticket_id', 'tickets', 'ticket_id'),
    ('agent_states', 'agent_id', 'agents', 'agent_id'),
    ('agent_skills', 'agent_id', 'agents', 'agent_id'),
    ('shifts', 'agent_id', 'agents', 'agent_id'),
] %}
with
{%- for parent, parent_key in parents.items() %}
known_{{ parent }} as materialized (

    select {{ parent_key }} from {{ ref('int_' ~ parent) }}

),
{%- endfor %}

counted as (

    {%- for table_name, column_name, parent, parent_key in children %}
    select
        '{{ table_name }}' as table_name,
        child._batch_id,
        'ORPHAN' as reason_code,
        '{{ column_name }}' as field,
        count(*) as rows_found
    from {{ ref('int_' ~ table_name ~ '__delivered') }} as child
    anti join known_{{ parent }} as parent on child.{{ column_name }} = parent.{{ parent_key }}
    where
        child._standing = 'current'
        and child.{{ column_name }} is not null
        and child.{{ column_name }} <> '(unknown)'
        and exists (select 1 from known_{{ parent }})
    group by all
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from counted
