-- Grain: one row per day, channel and team of the process steps that were entered then.
{{ config(meta={'unit': 'measure_date'}) }}
with steps as (

    select * from {{ ref('fct_ticket_step') }} {{ of_unit('measure_date', 'entered_date') }}

),

counted as (

    select
        entered_date as measure_date,
        {{ known_slices('steps', ['channel', 'team_id']) }},
        count(*) as steps_entered,
        {{ count_if('is_automated') }} as steps_automated,
        {{ sum_if('elapsed_ms') }} as step_elapsed_ms,
        {{ sum_if('waiting_ms') }} as step_waiting_ms,
        {{ sum_if('waiting_ms', 'is_handed_over') }} as step_waiting_handed_over_ms
    from steps
    group by all

)

select * from counted
