-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per native row and column whose value is not on the contract's list.
{% set columns = [
    ('contacts', 'channel', ['voice', 'chat', 'email', 'sms', 'web', 'app', 'wechat', 'weibo', 'qq', 'video', 'fax', 'social', 'other']),
    ('contacts', 'direction', ['inbound', 'outbound', 'callback', 'internal']),
    ('contacts', 'ended_by', ['customer', 'agent', 'bot', 'system', 'timeout']),
    ('queue_segments', 'outcome', ['answered', 'abandoned', 'overflow', 'callback_requested', 'voicemail', 'returned', 'open']),
    ('agent_segments', 'transfer_out', ['none', 'blind', 'consult']),
    ('agent_segments', 'disconnected_by', ['agent', 'customer', 'system']),
    ('bot_sessions', 'feedback', ['positive', 'negative']),
    ('messages', 'author_type', ['customer', 'agent', 'bot', 'system']),
    ('messages', 'visibility', ['public', 'internal']),
    ('suggestions', 'audience', ['agent', 'customer']),
    ('suggestions', 'response', ['accepted', 'edited', 'dismissed', 'adopted', 'rejected']),
    ('knowledge_articles', 'kind', ['script', 'hotspot', 'faq']),
    ('knowledge_flags', 'reason', ['low_clicks', 'stale', 'low_adoption', 'manual']),
    ('surveys', 'kind', ['csat', 'nps', 'ces', 'esat']),
    ('tickets', 'channel', ['voice', 'chat', 'email', 'sms', 'web', 'app', 'wechat', 'weibo', 'qq', 'video', 'fax', 'social', 'other']),
    ('tickets', 'created_by', ['customer', 'agent']),
    ('ticket_events', 'event_type', ['status', 'assignment', 'priority', 'public_reply', 'internal_note', 'step']),
    ('ticket_events', 'status', ['new', 'open', 'pending', 'hold', 'solved', 'closed']),
    ('ticket_events', 'author_type', ['customer', 'agent', 'bot', 'system']),
    ('sla_instances', 'metric', ['first_reply', 'resolution', 'update', 'other']),
    ('agents', 'tier', ['new', 'junior', 'senior', 'expert']),
    ('agent_states', 'state', ['available', 'handling', 'acw', 'break', 'meal', 'meeting', 'training', 'other']),
    ('shifts', 'activity', ['on_queue', 'break', 'meal', 'meeting', 'training']),
    ('queues', 'channel', ['voice', 'chat', 'email', 'sms', 'web', 'app', 'wechat', 'weibo', 'qq', 'video', 'fax', 'social', 'other']),
    ('costs', 'category', ['labour', 'technology', 'telecom', 'overhead']),
    ('costs', 'channel', ['voice', 'chat', 'email', 'sms', 'web', 'app', 'wechat', 'weibo', 'qq', 'video', 'fax', 'social', 'other']),
    ('costs', 'handler', ['human', 'bot', 'shared']),
] %}
with odd as (

    {%- for table_name, column_name, accepted in columns %}
    select
        '{{ table_name }}' as table_name,
        '{{ column_name }}' as field,
        _batch_id,
        _source_row,
        lower(trim({{ column_name }})) as delivered_value
    from {{ source('native', table_name) }}
    where {{ to_enum(column_name, accepted) }} = 'unknown'
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from odd
