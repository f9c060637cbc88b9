-- Grain: one row per half hour of the wall clock, site, channel and queue to which somebody was offered then.
{{ config(meta={'unit': 'interval_date'}) }}
with segments as (

    select * from {{ ref('fct_queue_segment') }} {{ of_unit('interval_date', 'entered_date') }}
    where is_inbound

),

counted as (

    select
        entered_date as interval_date,
        entered_half_hour_at as interval_start_at,
        site_id,
        channel,
        queue_id,
        count(*) as offered,
        {{ count_if("outcome_class = 'answered' and is_in_threshold") }} as answered_in_threshold,
        {{ count_if("outcome_class in ('answered', 'abandoned')") }} as service_level_base
    from segments
    group by all

),

judged as (

    select
        *,
        service_level_base > 0 as has_service_level,
        -- the share compared without a division
        service_level_base > 0
        and answered_in_threshold * 100
        >= service_level_base * {{ var('service_level_interval_target_percent') }} as is_service_level_met
    from counted

)

select * from judged
