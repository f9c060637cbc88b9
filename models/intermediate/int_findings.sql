-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered file, contract table, finding and column.
-- Long because every column of the contract stands in a list.
-- Does:  counts the rows that count in spite of what is odd about them. A parent that comes later
--        takes its rows out again.
{% set checked = [
    'contacts',
    'queue_segments',
    'agent_segments',
    'bot_sessions',
    'bot_turns',
    'messages',
    'suggestions',
    'knowledge_articles',
    'knowledge_flags',
    'opinion_events',
    'opinion_alerts',
    'complaints',
    'quality_reviews',
    'surveys',
    'tickets',
    'ticket_events',
    'sla_instances',
    'agents',
    'agent_states',
    'agent_skills',
    'shifts',
    'queues',
    'costs',
    'trunk_intervals',
] %}
{% set enums = [
    ('contacts', 'channel'),
    ('contacts', 'direction'),
    ('contacts', 'ended_by'),
    ('queue_segments', 'outcome'),
    ('agent_segments', 'transfer_out'),
    ('agent_segments', 'disconnected_by'),
    ('bot_sessions', 'feedback'),
    ('messages', 'author_type'),
    ('messages', 'visibility'),
    ('suggestions', 'audience'),
    ('suggestions', 'response'),
    ('knowledge_articles', 'kind'),
    ('knowledge_flags', 'reason'),
    ('surveys', 'kind'),
    ('tickets', 'channel'),
    ('tickets', 'created_by'),
    ('ticket_events', 'event_type'),
    ('ticket_events', 'status'),
    ('ticket_events', 'author_type'),
    ('sla_instances', 'metric'),
    ('agents', 'tier'),
    ('agent_states', 'state'),
    ('shifts', 'activity'),
    ('queues', 'channel'),
    ('costs', 'category'),
    ('costs', 'channel'),
    ('costs', 'handler'),
] %}
{% set orders = [
    ('contacts', 'ended_at', 'started_at'),
    ('queue_segments', 'left_at', 'entered_at'),
    ('agent_segments', 'disconnected_at', 'connected_at'),
    ('agent_segments', 'acw_ended_at', 'disconnected_at'),
    ('bot_sessions', 'ended_at', 'started_at'),
    ('suggestions', 'responded_at', 'shown_at'),
    ('knowledge_flags', 'fixed_at', 'flagged_at'),
    ('opinion_events', 'escalated_at', 'occurred_at'),
    ('complaints', 'due_at', 'opened_at'),
    ('complaints', 'closed_at', 'opened_at'),
    ('surveys', 'responded_at', 'invited_at'),
    ('sla_instances', 'due_at', 'applied_at'),
    ('sla_instances', 'fulfilled_at', 'applied_at'),
    ('agents', 'valid_to', 'valid_from'),
    ('agent_states', 'left_at', 'entered_at'),
    ('shifts', 'ends_at', 'starts_at'),
    ('queues', 'valid_to', 'valid_from'),
] %}
{% set parents = [
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
with written as (

    select
        table_name,
        field,
        _batch_id,
        _source_row,
        'UNKNOWN_VALUE' as reason_code,
        delivered_value
    from {{ ref('stg_native__unknown_values') }}
    union all
    select
        table_name,
        field,
        _batch_id,
        _source_row,
        reason_code,
        cast(null as varchar)
    from {{ ref('stg_native__odd_times') }}

),

found as (

    {%- for table_name in checked %}
    select
        '{{ table_name }}' as table_name,
        delivered._batch_id,
        written.reason_code,
        written.field,
        count(*) as rows_found,
        nullif(count(distinct written.delivered_value), 0) as values_found
    from {{ ref('int_' ~ table_name ~ '__delivered') }} as delivered
    inner join written
        on delivered._batch_id = written._batch_id and delivered._source_row = written._source_row
    where
        written.table_name = '{{ table_name }}'
        and delivered._source = 'native'
        and delivered._standing = 'current'
    group by all
    union all
    {%- endfor %}
    {%- for table_name, column_name in enums %}
    select
        '{{ table_name }}',
        _batch_id,
        'UNKNOWN_VALUE',
        '{{ column_name }}',
        count(*),
        cast(null as bigint)
    from {{ ref('int_' ~ table_name ~ '__delivered') }}
    where _source <> 'native' and _standing = 'current' and {{ column_name }} = 'unknown'
    group by all
    union all
    {%- endfor %}
    {%- for table_name, column_name, not_before in orders %}
    select
        '{{ table_name }}',
        _batch_id,
        'CLOCK_SKEW',
        '{{ column_name }}',
        count(*),
        cast(null as bigint)
    from {{ ref('int_' ~ table_name ~ '__delivered') }}
    where _standing = 'current' and {{ column_name }} < {{ not_before }}
    group by all
    union all
    {%- endfor %}
    {%- for table_name, column_name, parent, parent_key in parents %}
    select
        '{{ table_name }}',
        child._batch_id,
        'ORPHAN',
        '{{ column_name }}',
        count(*),
        cast(null as bigint)
    from {{ ref('int_' ~ table_name ~ '__delivered') }} as child
    anti join {{ ref('int_' ~ parent) }} as parent
        on child.{{ column_name }} = parent.{{ parent_key }}
    where
        child._standing = 'current'
        and child.{{ column_name }} is not null
        and child.{{ column_name }} <> '(unknown)'
        -- where no parent was ever delivered, none is missed
        and exists (select 1 from {{ ref('int_' ~ parent) }})
    group by all
    union all
    {%- endfor %}
    select
        'agent_states',
        _batch_id,
        reason_code,
        field,
        count(*),
        cast(null as bigint)
    from {{ ref('int_odd_states') }}
    group by all

)

select * from found
