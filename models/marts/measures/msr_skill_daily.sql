-- Grain: one row per day and team: the latest assessments of its agents at the end of the day.
with skills as (

    select * from {{ ref('fct_team_skill_daily') }}

),

counted as (

    select
        skill_date as measure_date,
        {{ known_slices('skills', ['team_id']) }},
        required as skills_required_to_date,
        met as skills_met_to_date,
        required_milli as skill_levels_required_to_date_milli,
        gap_milli as skill_levels_missing_to_date_milli
    from skills

)

select * from counted
