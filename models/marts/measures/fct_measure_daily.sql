-- Grain: one row per day, slice and measure (counts, or milliseconds). Here, and only here, the processes meet:
--        side by side, never joined, so that nothing can fan out. Zeros are not stored, but for stocks.
{% set feeds = [
    'msr_contact_daily',
    'msr_assistance_daily',
    'msr_queue_daily',
    'msr_agent_segment_daily',
    'msr_agent_time_daily',
    'msr_knowledge_daily',
    'msr_opinion_daily',
] %}
{% set stocks = {'msr_backlog_daily': ['backlog_open']} %}
{% for feed in feeds %}
{{ unpivoted(ref(feed), stocks.get(feed, [])) }}
{{ 'union all' if not loop.last }}
{% endfor %}
