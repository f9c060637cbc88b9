-- Grain: one row per measure and observation: a solved ticket's way to its solution, or the age of one open at a day's end.
{{ config(materialized='ephemeral') }}
with tickets as (

    select * from {{ ref('fct_ticket') }} {{ of_unit('kpi_date', 'resolved_date') }}
    where is_counted and is_resolved

)

{% for measure in ['first_resolution', 'full_resolution', 'first_resolution_bh', 'full_resolution_bh'] %}
select
    '{{ measure }}' as measure_id,
    resolved_date as measure_date,
    '(all)' as site_id,
    channel,
    '(all)' as queue_id,
    team_id,
    {{ measure }}_ms as duration_ms
from tickets
where {{ measure }}_ms is not null

union all
{% endfor %}

select
    'backlog_age',
    snapshot_date,
    '(all)',
    channel,
    '(all)',
    team_id,
    age_ms
from {{ ref('fct_ticket_open_daily') }} {{ of_unit('kpi_date', 'snapshot_date') }}
