-- Grain: one row per public-opinion event; only its first alert counts.
with events as (

    select * from {{ ref('int_opinion_events') }}

),

contacts as (

    select * from {{ ref('int_contacts') }}

),

sites as (

    select * from {{ ref('sites') }}

),

first_alerts as (

    select
        event_id,
        min(alerted_at) as first_alerted_at
    from {{ ref('int_opinion_alerts') }}
    where event_id is not null
    group by event_id

),

judged as (

    select
        events.event_id,
        events.contact_id,
        contacts.site_id,
        contacts.channel,
        events.severity,
        events.occurred_at,
        {{ local_date('events.occurred_at', 'sites.timezone') }} as occurred_date,
        events.escalated_at,
        first_alerts.first_alerted_at,
        coalesce(
            first_alerts.first_alerted_at <= events.occurred_at + interval '{{ var("alert_sla_minutes") }}' minute, false
        ) as is_alerted_in_time
    from events
    left join contacts on events.contact_id = contacts.contact_id
    left join sites on contacts.site_id = sites.site_id
    left join first_alerts on events.event_id = first_alerts.event_id

)

select * from judged
