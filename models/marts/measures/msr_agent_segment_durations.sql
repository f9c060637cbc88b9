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
from {{ ref('fct_agent_segment') }}
where is_handled
