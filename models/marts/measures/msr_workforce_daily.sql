-- Grain: one row per day and team of the agents who were planned then: what was planned, and how far it was kept.
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
        {{ sum_if('scheduled_ms') }} as scheduled_ms,
        {{ sum_if('scheduled_activity_ms') }} as scheduled_activity_ms,
        {{ sum_if('scheduled_on_queue_ms') }} as scheduled_on_queue_ms,
        {{ sum_if('adherent_ms') }} as adherent_ms,
        {{ sum_if('scheduled_logged_in_ms') }} as scheduled_logged_in_ms,
        {{ sum_if('paid_ms') }} as paid_ms,
        {{ sum_if('paid_off_queue_ms') }} as paid_off_queue_ms,
        count(*) as agent_days_scheduled,
        {{ count_if('logged_in_ms > 0') }} as agent_days_attended,
        {{ count_if('scheduled_training_ms > 0') }} as agent_days_training_scheduled,
        {{ count_if('attended_training_ms > 0') }} as agent_days_training_attended
    from agent_days
    group by all

)

select * from counted
