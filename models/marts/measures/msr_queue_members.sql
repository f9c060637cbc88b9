-- Grain: one row per measure, day, slice and known customer of a closed inbound queue entry.
{{ config(materialized='ephemeral') }}
with segments as (

    select * from {{ ref('fct_queue_segment') }} {{ of_unit('kpi_date', 'entered_date') }}
    where is_inbound and is_closed and customer_id is not null

)

select
    'customers_offered' as measure_id,
    entered_date as measure_date,
    site_id,
    channel,
    queue_id,
    '(all)' as team_id,
    customer_id as member
from segments

union all

select
    'customers_abandoned',
    entered_date,
    site_id,
    channel,
    queue_id,
    '(all)',
    customer_id
from segments
where outcome_class = 'abandoned'
