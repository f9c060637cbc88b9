-- Grain: one row per agent and business day on which the agent was planned, logged in or had a contact in hand.
{{ config(meta={'unit': 'activity_date', 'follows': {'dim_agent': ['agent_id']}}) }}
with stretches as (

    select * from {{ ref('fct_agent_stretch') }} {{ of_unit('activity_date') }}

),

agents as (

    select * from {{ ref('dim_agent') }}

),

summed as (

    select
        agent_id,
        activity_date,
        min(starts_at) filter (where is_planned) as first_planned_at,
        min(starts_at) filter (where is_on_queue) as first_on_queue_at,

        -- what was planned, and kept
        {{ sum_if('stretch_ms', 'is_planned') }} as scheduled_ms,
        {{ sum_if('stretch_ms', 'is_plan_known') }} as scheduled_activity_ms,
        {{ sum_if('stretch_ms', 'plan_on_queue') }} as scheduled_on_queue_ms,
        {{ sum_if('stretch_ms', 'is_adherent') }} as adherent_ms,
        {{ sum_if('stretch_ms', 'is_planned and is_logged_in') }} as scheduled_logged_in_ms,
        {{ sum_if('stretch_ms', 'paid') }} as paid_ms,
        {{ sum_if('stretch_ms', 'paid and not is_on_queue') }} as paid_off_queue_ms,
        {{ sum_if('stretch_ms', 'plan_training') }} as scheduled_training_ms,
        {{ sum_if('stretch_ms', 'plan_training and state_training') }} as attended_training_ms,

        -- what was done
        {{ sum_if('stretch_ms', 'is_logged_in') }} as logged_in_ms,
        {{ sum_if('stretch_ms', 'is_on_queue') }} as on_queue_ms,
        {{ sum_if('stretch_ms', 'state_handling or state_acw') }} as busy_ms,
        {{ sum_if('stretch_ms', 'state_handling') }} as handling_ms,
        {{ sum_if('stretch_ms', 'state_handling or state_available') }} as handling_or_available_ms,
        {{ sum_if('stretch_ms', 'contact and is_on_queue') }} as interacting_ms
    from stretches
    group by agent_id, activity_date

),

placed as (

    select
        summed.*,
        at_plan.team_id as planned_team_id,
        at_queue.team_id as on_queue_team_id
    from summed
    left join agents as at_plan on {{ version_at('at_plan', 'agent_id', 'summed.agent_id', 'summed.first_planned_at') }}
    left join agents as at_queue on {{ version_at('at_queue', 'agent_id', 'summed.agent_id', 'summed.first_on_queue_at') }}

)

select * from placed
