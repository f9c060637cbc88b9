-- Grain: one row per day, slice, agent and percentile KPI that a person may be judged by, read from the agent's own histogram.
{{ config(materialized='ephemeral') }}
with kpis as (

    select * from {{ ref('dim_kpi') }}
    where is_appraisal_ok and kind = 'percentile' and status is distinct from 'planned'

),

histogram as (

    select * from {{ ref('agent_duration_histogram_daily') }} {{ of_unit('kpi_date') }}

),

merged as (

    select
        histogram.kpi_date,
        {{ kpi_slices('histogram') }},
        histogram.agent_id,
        kpis.kpi_id,
        kpis.definition_version,
        kpis.quantile,
        histogram.bucket_id,
        histogram.bucket_seconds,
        cast(sum(histogram.observations) as bigint) as observations
    from histogram
    inner join kpis
        on histogram.measure_id = kpis.numerator and {{ is_valid_on('kpis', 'histogram.kpi_date') }}
    group by all

),

gathered as (

    select
        *,
        sum(observations) over (slice rows between unbounded preceding and current row) as observations_so_far,
        sum(observations) over (slice rows between unbounded preceding and unbounded following) as observations_in_all
    from merged
    -- one order for both, so that rows are sorted once
    window slice as (partition by kpi_id, kpi_date, site_id, channel, queue_id, team_id, agent_id order by bucket_id)

)

select
    kpi_date,
    site_id,
    channel,
    queue_id,
    team_id,
    agent_id,
    kpi_id,
    definition_version,
    cast(null as decimal(18, 4)) as numerator,
    cast(max(observations_in_all) as decimal(18, 4)) as denominator,
    min(bucket_seconds) as kpi_value
from gathered
where observations_so_far >= quantile * observations_in_all
group by all
