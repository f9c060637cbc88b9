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
{% set conditions = {
    'contacts': [
        ('UNKNOWN_VALUE', 'channel', "_source <> 'native' and channel = 'unknown'"),
        ('UNKNOWN_VALUE', 'direction', "_source <> 'native' and direction = 'unknown'"),
        ('UNKNOWN_VALUE', 'ended_by', "_source <> 'native' and ended_by = 'unknown'"),
        ('CLOCK_SKEW', 'ended_at', 'ended_at < started_at'),
    ],
    'queue_segments': [
        ('UNKNOWN_VALUE', 'outcome', "_source <> 'native' and outcome = 'unknown'"),
        ('CLOCK_SKEW', 'left_at', 'left_at < entered_at'),
    ],
    'agent_segments': [
        ('UNKNOWN_VALUE', 'transfer_out', "_source <> 'native' and transfer_out = 'unknown'"),
        ('UNKNOWN_VALUE', 'disconnected_by', "_source <> 'native' and disconnected_by = 'unknown'"),
        ('CLOCK_SKEW', 'disconnected_at', 'disconnected_at < connected_at'),
        ('CLOCK_SKEW', 'acw_ended_at', 'acw_ended_at < disconnected_at'),
    ],
    'bot_sessions': [
        ('UNKNOWN_VALUE', 'feedback', "_source <> 'native' and feedback = 'unknown'"),
        ('CLOCK_SKEW', 'ended_at', 'ended_at < started_at'),
    ],
    'messages': [
        ('UNKNOWN_VALUE', 'author_type', "_source <> 'native' and author_type = 'unknown'"),
        ('UNKNOWN_VALUE', 'visibility', "_source <> 'native' and visibility = 'unknown'"),
    ],
    'suggestions': [
        ('UNKNOWN_VALUE', 'audience', "_source <> 'native' and audience = 'unknown'"),
        ('UNKNOWN_VALUE', 'response', "_source <> 'native' and response = 'unknown'"),
        ('CLOCK_SKEW', 'responded_at', 'responded_at < shown_at'),
    ],
    'knowledge_articles': [
        ('UNKNOWN_VALUE', 'kind', "_source <> 'native' and kind = 'unknown'"),
    ],
    'knowledge_flags': [
        ('UNKNOWN_VALUE', 'reason', "_source <> 'native' and reason = 'unknown'"),
        ('CLOCK_SKEW', 'fixed_at', 'fixed_at < flagged_at'),
    ],
    'opinion_events': [
        ('CLOCK_SKEW', 'escalated_at', 'escalated_at < occurred_at'),
    ],
    'complaints': [
        ('CLOCK_SKEW', 'due_at', 'due_at < opened_at'),
        ('CLOCK_SKEW', 'closed_at', 'closed_at < opened_at'),
    ],
    'surveys': [
        ('UNKNOWN_VALUE', 'kind', "_source <> 'native' and kind = 'unknown'"),
        ('CLOCK_SKEW', 'responded_at', 'responded_at < invited_at'),
    ],
    'tickets': [
        ('UNKNOWN_VALUE', 'channel', "_source <> 'native' and channel = 'unknown'"),
        ('UNKNOWN_VALUE', 'created_by', "_source <> 'native' and created_by = 'unknown'"),
    ],
    'ticket_events': [
        ('UNKNOWN_VALUE', 'event_type', "_source <> 'native' and event_type = 'unknown'"),
        ('UNKNOWN_VALUE', 'status', "_source <> 'native' and status = 'unknown'"),
        ('UNKNOWN_VALUE', 'author_type', "_source <> 'native' and author_type = 'unknown'"),
    ],
    'sla_instances': [
        ('UNKNOWN_VALUE', 'metric', "_source <> 'native' and metric = 'unknown'"),
        ('CLOCK_SKEW', 'due_at', 'due_at < applied_at'),
        ('CLOCK_SKEW', 'fulfilled_at', 'fulfilled_at < applied_at'),
    ],
    'agents': [
        ('UNKNOWN_VALUE', 'tier', "_source <> 'native' and tier = 'unknown'"),
        ('CLOCK_SKEW', 'valid_to', 'valid_to < valid_from'),
    ],
    'agent_states': [
        ('UNKNOWN_VALUE', 'state', "_source <> 'native' and state = 'unknown'"),
        ('CLOCK_SKEW', 'left_at', 'left_at < entered_at'),
    ],
    'shifts': [
        ('UNKNOWN_VALUE', 'activity', "_source <> 'native' and activity = 'unknown'"),
        ('CLOCK_SKEW', 'ends_at', 'ends_at < starts_at'),
    ],
    'queues': [
        ('UNKNOWN_VALUE', 'channel', "_source <> 'native' and channel = 'unknown'"),
        ('CLOCK_SKEW', 'valid_to', 'valid_to < valid_from'),
    ],
    'costs': [
        ('UNKNOWN_VALUE', 'category', "_source <> 'native' and category = 'unknown'"),
        ('UNKNOWN_VALUE', 'channel', "_source <> 'native' and channel = 'unknown'"),
        ('UNKNOWN_VALUE', 'handler', "_source <> 'native' and handler = 'unknown'"),
    ],
} %}
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

uncounted as (

    {%- for table_name in checked %}
    select
        '{{ table_name }}' as table_name,
        _batch_id,
        _source_row
    from {{ ref('int_' ~ table_name ~ '__delivered') }}
    where _source = 'native' and _standing <> 'current'
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

{%- for parent, parent_key in parents.items() %}

known_{{ parent }} as materialized (

    select {{ parent_key }} from {{ ref('int_' ~ parent) }}

),
{%- endfor %}

-- each table read once for all that its own columns tell
told as (

    {%- for table_name, looks in conditions.items() %}
    select
        '{{ table_name }}' as table_name,
        _batch_id,
        unnest([
            {%- for reason_code, column_name, condition in looks %}
            {
                'reason_code': '{{ reason_code }}',
                'field': '{{ column_name }}',
                'rows_found': count(*) filter (where {{ condition }})
            }{{ ',' if not loop.last }}
            {%- endfor %}
        ], recursive := true)
    from {{ ref('int_' ~ table_name ~ '__delivered') }}
    where _standing = 'current'
    group by _batch_id
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

found as (

    select
        table_name,
        _batch_id,
        reason_code,
        field,
        count(*) as rows_found,
        nullif(count(distinct delivered_value), 0) as values_found
    from written
    anti join uncounted
        on
            written.table_name = uncounted.table_name and written._batch_id = uncounted._batch_id
            and written._source_row = uncounted._source_row
    where table_name in ('{{ checked | join("', '") }}')
    group by all
    union all
    select
        table_name,
        _batch_id,
        reason_code,
        field,
        rows_found,
        cast(null as bigint)
    from told
    where rows_found > 0
    union all
    {%- for table_name, column_name, parent, parent_key in children %}
    select
        '{{ table_name }}',
        child._batch_id,
        'ORPHAN',
        '{{ column_name }}',
        count(*),
        cast(null as bigint)
    from {{ ref('int_' ~ table_name ~ '__delivered') }} as child
    anti join known_{{ parent }} as parent on child.{{ column_name }} = parent.{{ parent_key }}
    where
        child._standing = 'current'
        and child.{{ column_name }} is not null
        and child.{{ column_name }} <> '(unknown)'
        -- where no parent was ever delivered, none is missed
        and exists (select 1 from known_{{ parent }})
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
