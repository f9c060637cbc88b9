{#- Rendered by `make render`.
    entities(): the contract tables that are modelled so far; each has a model
    int_<table>__delivered. -#}
{% macro entities() -%}
    {{ return(['contacts', 'queue_segments', 'agent_segments', 'bot_sessions', 'bot_turns', 'messages', 'suggestions', 'knowledge_articles', 'knowledge_flags', 'opinion_events', 'opinion_alerts', 'complaints', 'quality_reviews', 'surveys', 'tickets', 'ticket_events', 'sla_instances', 'agents', 'agent_states', 'agent_skills', 'shifts', 'queues', 'costs', 'customers', 'trunk_intervals']) }}
{%- endmacro %}
