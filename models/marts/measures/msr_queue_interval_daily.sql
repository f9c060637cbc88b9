-- Grain: one row per day, site, channel and queue of the half hours in which somebody was offered to the queue.
{{ config(meta={'unit': 'measure_date'}) }}
with intervals as (

    select * from {{ ref('fct_queue_interval') }} {{ of_unit('measure_date', 'interval_date') }}

),

counted as (

    select
        interval_date as measure_date,
        {{ known_slices('intervals', ['site_id', 'channel', 'queue_id']) }},
        {{ count_if('has_service_level') }} as service_level_intervals,
        {{ count_if('is_service_level_met') }} as service_level_intervals_met,

        -- from the first half hour with an offer to the last, those without one included
        {{ whole_share(milliseconds_between('min(interval_start_at)', 'max(interval_start_at)'), 1, 1800000) }} + 1 as half_hours,
        sum(offered) as offered,
        sum(offered * offered) as offered_squared
    from intervals
    group by all

),

spread as (

    select
        * exclude (half_hours, offered, offered_squared),
        -- half hours times the standard deviation of their offers: adds up, as the offers do
        cast(round(
            1000 * {{ square_root('half_hours * offered_squared - offered * offered') }}
        ) as bigint) as offered_deviation_milli
    from counted

)

select * from spread
