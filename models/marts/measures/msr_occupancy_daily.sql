-- Grain: one row per day and team of the agents who were on queue then: what they did there.
{{ config(meta={'unit': 'measure_date'}) }}
with agent_days as (

    select
        *,
        on_queue_team_id as team_id
    from {{ ref('fct_agent_day') }} {{ of_unit('measure_date', 'activity_date') }}
    where on_queue_ms > 0

),

counted as (

    select
        activity_date as measure_date,
        {{ known_slices('agent_days', ['team_id']) }},
        {{ sum_if('busy_ms') }} as busy_ms,
        {{ sum_if('handling_ms') }} as handling_ms,
        {{ sum_if('handling_or_available_ms') }} as handling_or_available_ms,
        {{ sum_if('interacting_ms') }} as interacting_ms
    from agent_days
    group by all

)

select * from counted
