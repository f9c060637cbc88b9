-- Grain: one row per day, slice and percentile KPI, read from the merged histogram.
{{ config(materialized='ephemeral') }}
with kpis as (

    select * from {{ ref('dim_kpi') }}
    where kind = 'percentile'

),

histogram as (

    select * from {{ ref('duration_histogram_daily') }} {{ of_unit('kpi_date') }}

),

{{ percentiles_daily() }}

select * from picked
