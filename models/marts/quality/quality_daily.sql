-- Rendered from seeds/kpi/kpi_catalogue.csv and seeds/kpi/measures.csv. Refresh with `make render`.
-- Grain: one row per kpi_date, site_id, channel, queue_id and team_id.
-- Holds: the quality KPIs and the summable measures they are made of, durations
--        in seconds. Null means not applicable: the slice has nothing of that kind,
--        or the KPI is not cut this far and sits on the row that holds (all).
--        Add up measures, never KPI values. Long because every column is listed.
with measures as (

    select
        measure_date as kpi_date,
        site_id,
        channel,
        queue_id,
        team_id,
        measure_id as item,
        measure_value
    from {{ ref('fct_measure_daily') }}
    where measure_id in (
        'contacts', 'human_conversations', 'conversations_closed_by_agent',
        'contacts_closed_by_agent', 'conversations_closed_prematurely', 'sensitive_hits',
        'sensitive_conversations', 'sensitive_hits_customer', 'handled', 'transferred_out',
        'opinion_events', 'opinion_events_alerted_in_time', 'opinion_events_escalated',
        'opinion_alerts', 'opinion_alerts_confirmed'
    )

),

kpis as (

    select
        kpi_date,
        site_id,
        channel,
        queue_id,
        team_id,
        kpi_id as item,
        kpi_value
    from {{ ref('kpi_daily') }}
    where kpi_id in (
        'sentiment_alert_timeliness', 'sentiment_alert_precision', 'sentiment_escalation_rate',
        'sensitive_hits_per_conversation', 'sensitive_conversation_rate',
        'customer_sensitive_hits_per_contact', 'agent_close_rate', 'agent_close_share_all',
        'agent_premature_close_rate', 'transfer_rate'
    )

),

unioned as (

    select
        kpi_date,
        site_id,
        channel,
        queue_id,
        team_id,
        item,
        measure_value,
        cast(null as double) as kpi_value
    from measures
    union all
    select
        kpi_date,
        site_id,
        channel,
        queue_id,
        team_id,
        item,
        cast(null as bigint) as measure_value,
        kpi_value
    from kpis

),

pivoted as (

    select
        kpi_date,
        site_id,
        channel,
        queue_id,
        team_id,

        -- measures
        {{ measure_total('contacts') }} as contacts,
        {{ measure_total('human_conversations') }} as human_conversations,
        {{ measure_total('conversations_closed_by_agent') }} as conversations_closed_by_agent,
        {{ measure_total('contacts_closed_by_agent') }} as contacts_closed_by_agent,
        {{ measure_total('conversations_closed_prematurely') }} as conversations_closed_prematurely,
        {{ measure_total('sensitive_hits') }} as sensitive_hits,
        {{ measure_total('sensitive_conversations') }} as sensitive_conversations,
        {{ measure_total('sensitive_hits_customer') }} as sensitive_hits_customer,
        {{ measure_total('handled') }} as handled,
        {{ measure_total('transferred_out') }} as transferred_out,
        {{ measure_total('opinion_events') }} as opinion_events,
        {{ measure_total('opinion_events_alerted_in_time') }} as opinion_events_alerted_in_time,
        {{ measure_total('opinion_events_escalated') }} as opinion_events_escalated,
        {{ measure_total('opinion_alerts') }} as opinion_alerts,
        {{ measure_total('opinion_alerts_confirmed') }} as opinion_alerts_confirmed,

        -- KPIs
        {{ kpi_of('sentiment_alert_timeliness') }} as sentiment_alert_timeliness,
        {{ kpi_of('sentiment_alert_precision') }} as sentiment_alert_precision,
        {{ kpi_of('sentiment_escalation_rate') }} as sentiment_escalation_rate,
        {{ kpi_of('sensitive_hits_per_conversation') }} as sensitive_hits_per_conversation,
        {{ kpi_of('sensitive_conversation_rate') }} as sensitive_conversation_rate,
        {{ kpi_of('customer_sensitive_hits_per_contact') }} as customer_sensitive_hits_per_contact,
        {{ kpi_of('agent_close_rate') }} as agent_close_rate,
        {{ kpi_of('agent_close_share_all') }} as agent_close_share_all,
        {{ kpi_of('agent_premature_close_rate') }} as agent_premature_close_rate,
        {{ kpi_of('transfer_rate') }} as transfer_rate
    from unioned
    group by kpi_date, site_id, channel, queue_id, team_id

)

select * from pivoted
