-- Grain: one row per last day of a calendar month that is over and team of the employees' answers given in it.
with answers as (

    select * from {{ ref('fct_employee_answer') }}

),

counted as (

    select
        month_end as measure_date,
        {{ known_slices('answers', ['team_id']) }},
        count(*) as esat_responses,
        {{ count_if('is_satisfied') }} as esat_satisfied,
        {{ sum_if('share_milli') }} as esat_share_milli
    from answers
    group by all

)

select * from counted
