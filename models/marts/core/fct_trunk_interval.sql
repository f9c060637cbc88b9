-- Grain: one row per site and interval of its trunks.
with intervals as (

    select * from {{ ref('int_trunk_intervals') }}

),

sites as (

    select * from {{ ref('sites') }}

),

dated as (

    select
        intervals.site_id,
        intervals.interval_start as interval_start_at,
        {{ local_date('intervals.interval_start', 'sites.timezone') }} as interval_date,
        intervals.interval_ms,
        intervals.attempts,
        -- more calls blocked than tried is an error of the source
        least(intervals.blocked, intervals.attempts) as blocked
    from intervals
    left join sites on intervals.site_id = sites.site_id

)

select * from dated
