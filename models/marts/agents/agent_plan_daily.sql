-- Grain: one row per day, team and agent who was planned then: what was planned, and how far it was kept.
{{ config(meta={'unit': 'measure_date'}) }}
with agent_days as (

    select
        *,
        planned_team_id as team_id
    from {{ ref('fct_agent_day') }} {{ of_unit('measure_date', 'activity_date') }}
    where scheduled_ms > 0

),

counted as (

    select
        activity_date as measure_date,
        {{ known_slices('agent_days', ['team_id']) }},
        agent_id,
        {{ sum_if('scheduled_activity_ms') }} as scheduled_activity_ms,
        {{ sum_if('adherent_ms') }} as adherent_ms
    from agent_days
    group by all

)

select * from counted
