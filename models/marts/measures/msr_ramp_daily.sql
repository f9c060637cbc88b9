-- Grain: one row per day and team of the agents who got up to speed in the week that ends then.
with ramps as (

    select * from {{ ref('fct_agent_ramp') }}

),

counted as (

    select
        week_end as measure_date,
        {{ known_slices('ramps', ['team_id']) }},
        count(*) as agents_up_to_speed,
        {{ sum_if('ramp_days') }} as ramp_days
    from ramps
    group by all

)

select * from counted
