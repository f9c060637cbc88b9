-- Grain: one row per measure and visit of a step that is over, with what the visit adds to the step's amount.
{{ config(materialized='ephemeral') }}
with steps as (

    select * from {{ ref('fct_ticket_step') }} {{ of_unit('kpi_date', 'entered_date') }}
    where left_at is not null

)

select
    'step_wait' as measure_id,
    entered_date as measure_date,
    '(all)' as site_id,
    channel,
    '(all)' as queue_id,
    team_id,
    step as member,
    waiting_ms as amount
from steps

union all

select
    'step_waits',
    entered_date,
    '(all)',
    channel,
    '(all)',
    team_id,
    step,
    cast(waiting_ms > 0 as bigint)
from steps
