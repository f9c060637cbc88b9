-- Grain: one row per day and site of the trunk intervals that began then.
with intervals as (

    select * from {{ ref('fct_trunk_interval') }}

),

counted as (

    select
        interval_date as measure_date,
        {{ known_slices('intervals', ['site_id']) }},
        {{ sum_if('attempts') }} as attempts,
        {{ sum_if('blocked') }} as calls_blocked,
        {{ sum_if('attempts - blocked') }} as calls_connected
    from intervals
    group by all

)

select * from counted
