-- Grain: one row per day and team of the employees' answers given then.
with answers as (

    select * from {{ ref('fct_survey') }}
    where kind = 'esat' and is_scored

),

counted as (

    select
        responded_date as measure_date,
        {{ known_slices('answers', ['team_id']) }},
        count(*) as esat_responses,
        {{ count_if('is_satisfied') }} as esat_satisfied,
        {{ sum_if('share_milli') }} as esat_share_milli
    from answers
    group by all

)

select * from counted
