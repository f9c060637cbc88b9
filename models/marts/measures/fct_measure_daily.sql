-- Grain: one row per day, slice and measure (counts, or milliseconds). Here, and only here, the processes meet:
--        side by side, never joined, so that nothing can fan out. Zeros are not stored.
{% set feeds = [
    'msr_contact_daily', 'msr_assistance_daily', 'msr_queue_daily', 'msr_agent_segment_daily', 'msr_agent_time_daily',
    'msr_knowledge_daily', 'msr_opinion_daily'
] %}
{% for feed in feeds %}
{{ unpivoted(ref(feed)) }}
{{ 'union all' if not loop.last }}
{% endfor %}
