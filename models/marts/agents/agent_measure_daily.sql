-- Grain: one row per day, slice, agent and measure: fct_measure_daily by agent, for the KPIs a person may be judged by. The team is
--        the agent's own, small or not. Zeros are not stored.
{{ config(meta={'unit': 'measure_date'}) }}
{% set feeds = ['agent_contact_daily', 'agent_review_daily', 'agent_plan_daily'] %}
{% for feed in feeds %}
{{ unpivoted(ref(feed), also=['agent_id']) }}
{{ 'union all' if not loop.last }}
{% endfor %}
