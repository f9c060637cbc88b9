-- Grain: one row per alert, placed where its event is.
with alerts as (

    select * from {{ ref('int_opinion_alerts') }}

),

events as (

    select * from {{ ref('fct_opinion_event') }}

),

sites as (

    select * from {{ ref('sites') }}

),

placed as (

    select
        alerts.alert_id,
        alerts.event_id,
        events.site_id,
        events.channel,
        alerts.alerted_at,
        {{ local_date('alerts.alerted_at', 'sites.timezone') }} as alerted_date,
        coalesce(alerts.is_confirmed, false) as is_confirmed
    from alerts
    left join events on alerts.event_id = events.event_id
    left join sites on events.site_id = sites.site_id

)

select * from placed
