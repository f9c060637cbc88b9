-- Grain: one row per measure and inbound queue entry that was waited out.
{{ config(materialized='ephemeral') }}
with segments as (

    select * from {{ ref('fct_queue_segment') }} {{ of_unit('kpi_date', 'entered_date') }}
    where is_inbound and outcome_class in ('answered', 'abandoned')

)

select
    'wait_ended' as measure_id,
    entered_date as measure_date,
    site_id,
    channel,
    queue_id,
    '(all)' as team_id,
    wait_ms as duration_ms
from segments

union all

select
    'wait_answered',
    entered_date,
    site_id,
    channel,
    queue_id,
    '(all)',
    wait_ms
from segments
where outcome_class = 'answered'
