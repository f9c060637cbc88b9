-- Grain: one row per day and team of the agents employed then.
with heads as (

    select * from {{ ref('fct_agent_head_daily') }}

),

counted as (

    select
        activity_date as measure_date,
        {{ known_slices('heads', ['team_id']) }},
        count(*) as agent_days_employed,
        {{ count_if('is_last_day') }} as agents_left,
        {{ count_if('is_last_day and has_chosen_to_leave') }} as agents_left_voluntarily
    from heads
    group by all

)

select * from counted
