-- Grain: one row per handled segment of a known agent.
{{ config(materialized='ephemeral') }}
select
    'agents_handling' as measure_id,
    connected_date as measure_date,
    site_id,
    channel,
    queue_id,
    team_id,
    agent_id as member
from {{ ref('fct_agent_segment') }} {{ of_unit('kpi_date', 'connected_date') }}
where is_handled and agent_id <> '(unknown)'
