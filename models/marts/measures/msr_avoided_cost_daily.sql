-- Grain: one row per day and channel with bot sessions that spared a human.
with avoided as (

    select * from {{ ref('fct_avoided_cost_daily') }}

),

counted as (

    select
        avoided_date as measure_date,
        {{ known_slices('avoided', ['channel']) }},
        {{ sum_if('avoided_cost') }} as avoided_cost
    from avoided
    group by all

)

select * from counted
