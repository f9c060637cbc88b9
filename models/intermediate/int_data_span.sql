-- Grain: one row.
-- Does:  the first instant in the data and the instant the marts are seen from (var as_of, else the last one in the data),
--        so that nothing depends on the clock of the machine.
{% set begun_and_ended = [
    ('int_contacts', 'started_at', 'ended_at'),
    ('int_queue_segments', 'entered_at', 'left_at'),
    ('int_agent_segments', 'connected_at', 'disconnected_at'),
    ('int_messages', 'sent_at', 'sent_at'),
    ('int_bot_sessions', 'started_at', 'ended_at'),
    ('int_suggestions', 'shown_at', 'shown_at'),
    ('int_knowledge_flags', 'flagged_at', 'fixed_at'),
    ('int_opinion_events', 'occurred_at', 'occurred_at'),
    ('int_opinion_alerts', 'alerted_at', 'alerted_at'),
    ('int_complaints', 'opened_at', 'closed_at'),
    ('int_quality_reviews', 'reviewed_at', 'reviewed_at'),
    ('int_surveys', 'invited_at', 'responded_at'),
    ('int_tickets', 'created_at', 'created_at'),
    ('int_ticket_events', 'occurred_at', 'occurred_at'),
    ('int_sla_instances', 'applied_at', 'fulfilled_at'),
    ('int_agent_states', 'entered_at', 'left_at'),
    ('int_trunk_intervals', 'interval_start', 'interval_start')
] %}
with instants as (

    {% for model, begun, ended in begun_and_ended %}
    select
        min({{ begun }}) as first_at,
        greatest(max({{ begun }}), max({{ ended }})) as last_at
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

spanned as (

    select
        min(first_at) as first_at,
        max(last_at) as last_at,
        {% if var('as_of') %} cast('{{ var("as_of") }}' as timestamp) {% else %} max(last_at) {% endif %} as as_of
    from instants

)

select
    first_at,
    last_at,
    as_of
from spanned
