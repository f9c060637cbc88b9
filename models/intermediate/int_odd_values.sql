-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered file, contract table, finding and column.
-- Does:  reads each table once, for what its own columns tell. Of native rows the delivered text
--        tells unknown values better (stg_native__unknown_values).
{% set enums = {
    'contacts': ['channel', 'direction', 'ended_by'],
    'queue_segments': ['outcome'],
    'agent_segments': ['transfer_out', 'disconnected_by'],
    'bot_sessions': ['feedback'],
    'messages': ['author_type', 'visibility'],
    'suggestions': ['audience', 'response'],
    'knowledge_articles': ['kind'],
    'knowledge_flags': ['reason'],
    'surveys': ['kind'],
    'tickets': ['channel', 'created_by'],
    'ticket_events': ['event_type', 'status', 'author_type'],
    'sla_instances': ['metric'],
    'agents': ['tier'],
    'agent_states': ['state'],
    'shifts': ['activity'],
    'queues': ['channel'],
    'costs': ['category', 'channel', 'handler'],
} %}
{% set orders = {
    'contacts': [('ended_at', 'started_at')],
    'queue_segments': [('left_at', 'entered_at')],
    'agent_segments': [('disconnected_at', 'connected_at'), ('acw_ended_at', 'disconnected_at')],
    'bot_sessions': [('ended_at', 'started_at')],
    'suggestions': [('responded_at', 'shown_at')],
    'knowledge_flags': [('fixed_at', 'flagged_at')],
    'opinion_events': [('escalated_at', 'occurred_at')],
    'complaints': [('due_at', 'opened_at'), ('closed_at', 'opened_at')],
    'surveys': [('responded_at', 'invited_at')],
    'sla_instances': [('due_at', 'applied_at'), ('fulfilled_at', 'applied_at')],
    'agents': [('valid_to', 'valid_from')],
    'agent_states': [('left_at', 'entered_at')],
    'shifts': [('ends_at', 'starts_at')],
    'queues': [('valid_to', 'valid_from')],
} %}
{% set tables = enums.keys() | list + orders.keys() | reject('in', enums) | list %}
with counted as (

    {%- for table_name in tables %}
    select
        '{{ table_name }}' as table_name,
        _batch_id,
        unnest([
            {%- for name in enums.get(table_name, []) %}
            {
                'reason_code': 'UNKNOWN_VALUE',
                'field': '{{ name }}',
                'rows_found': count(*) filter (where _source <> 'native' and {{ name }} = 'unknown')
            }{{ ',' if not loop.last or table_name in orders }}
            {%- endfor %}
            {%- for name, not_before in orders.get(table_name, []) %}
            {
                'reason_code': 'CLOCK_SKEW',
                'field': '{{ name }}',
                'rows_found': count(*) filter (where {{ name }} < {{ not_before }})
            }{{ ',' if not loop.last }}
            {%- endfor %}
        ], recursive := true)
    from {{ ref('int_' ~ table_name ~ '__delivered') }}
    where _standing = 'current'
    group by _batch_id
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from counted
where rows_found > 0
