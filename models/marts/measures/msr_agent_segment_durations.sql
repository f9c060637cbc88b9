-- Grain: one row per measure and handled agent segment.
{{ config(materialized='ephemeral') }}
select
    'talk' as measure_id,
    connected_date as measure_date,
    site_id,
    channel,
    queue_id,
    team_id,
    talk_ms as duration_ms
from {{ ref('fct_agent_segment') }} {{ of_unit('kpi_date', 'connected_date') }}
where is_handled
