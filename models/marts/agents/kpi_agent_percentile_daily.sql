-- Grain: one row per day, slice, agent and percentile KPI that a person may be judged by, read from the agent's own histogram.
{{ config(materialized='ephemeral') }}
with kpis as (

    select * from {{ ref('dim_kpi') }}
    where is_appraisal_ok and kind = 'percentile' and status is distinct from 'planned'

),

histogram as (

    select * from {{ ref('agent_duration_histogram_daily') }} {{ of_unit('kpi_date') }}

),

{{ percentiles_daily(also=['agent_id']) }}

select * from picked
