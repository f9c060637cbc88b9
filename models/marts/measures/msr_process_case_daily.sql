-- Grain: one row per day, channel and team of the cases (tickets with a process step) that were first solved or closed then.
{{ config(meta={
    'unit': 'measure_date',
    'through': {'fct_ticket_step': ['fct_ticket', 'ticket_id', 'resolved_date']},
}) }}
with tickets as (

    select * from {{ ref('fct_ticket') }} {{ of_unit('measure_date', 'resolved_date') }}
    where is_counted and is_resolved

),

steps as (

    select
        ticket_id,
        count(*) as steps
    from {{ ref('fct_ticket_step') }}
    group by ticket_id

),

counted as (

    select
        tickets.resolved_date as measure_date,
        {{ known_slices('tickets', ['channel', 'team_id']) }},
        count(*) as cases_closed,
        {{ sum_if('steps.steps') }} as case_steps
    from tickets
    inner join steps on tickets.ticket_id = steps.ticket_id
    group by all

)

select * from counted
