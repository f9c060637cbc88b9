-- Grain: one row.
-- Does:  the first instant in the data and the instant the marts are seen from (var as_of, else the last one in the data),
--        so that nothing depends on the clock of the machine.
with instants as (

    select
        min(started_at) as first_at,
        greatest(max(started_at), max(ended_at)) as last_at
    from {{ ref('int_contacts') }}
    union all
    select
        min(entered_at),
        greatest(max(entered_at), max(left_at))
    from {{ ref('int_queue_segments') }}
    union all
    select
        min(connected_at),
        greatest(max(connected_at), max(disconnected_at))
    from {{ ref('int_agent_segments') }}
    union all
    select
        min(sent_at),
        max(sent_at)
    from {{ ref('int_messages') }}
    union all
    select
        min(started_at),
        greatest(max(started_at), max(ended_at))
    from {{ ref('int_bot_sessions') }}
    union all
    select
        min(shown_at),
        max(shown_at)
    from {{ ref('int_suggestions') }}
    union all
    select
        min(flagged_at),
        greatest(max(flagged_at), max(fixed_at))
    from {{ ref('int_knowledge_flags') }}
    union all
    select
        min(occurred_at),
        max(occurred_at)
    from {{ ref('int_opinion_events') }}
    union all
    select
        min(alerted_at),
        max(alerted_at)
    from {{ ref('int_opinion_alerts') }}
    union all
    select
        min(entered_at),
        greatest(max(entered_at), max(left_at))
    from {{ ref('int_agent_states') }}

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
