-- Grain: one row per day, site and channel: opinion events by the day they happened, alerts by the day they were raised.
with happened as (

    select
        occurred_date as measure_date,
        site_id,
        channel,
        1 as events,
        cast(is_alerted_in_time as integer) as alerted_in_time,
        cast(escalated_at is not null as integer) as escalated,
        0 as alerts,
        0 as confirmed
    from {{ ref('fct_opinion_event') }}

    union all

    select
        alerted_date,
        site_id,
        channel,
        0,
        0,
        0,
        1,
        cast(is_confirmed as integer)
    from {{ ref('fct_opinion_alert') }}

),

counted as (

    select
        measure_date,
        {{ known_slices('happened', ['site_id', 'channel']) }},
        {{ sum_if('events') }} as opinion_events,
        {{ sum_if('alerted_in_time') }} as opinion_events_alerted_in_time,
        {{ sum_if('escalated') }} as opinion_events_escalated,
        {{ sum_if('alerts') }} as opinion_alerts,
        {{ sum_if('confirmed') }} as opinion_alerts_confirmed
    from happened
    group by all

)

select * from counted
