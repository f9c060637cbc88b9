-- Grain: one row per day, slice and KPI, with exactly the two numbers that were divided.
select
    kpi_date,
    site_id,
    channel,
    queue_id,
    team_id,
    kpi_id,
    definition_version,
    numerator,
    denominator,
    kpi_value
from {{ ref('kpi_quotient_daily') }}

union all

select
    kpi_date,
    site_id,
    channel,
    queue_id,
    team_id,
    kpi_id,
    definition_version,
    cast(null as decimal(18, 4)),
    cast(observations as decimal(18, 4)),
    kpi_value
from {{ ref('kpi_percentile_daily') }}

union all

select
    kpi_date,
    site_id,
    channel,
    queue_id,
    team_id,
    kpi_id,
    definition_version,
    cast(null as decimal(18, 4)),
    cast(null as decimal(18, 4)),
    kpi_value
from {{ ref('kpi_index_daily') }}

union all

select
    kpi_date,
    site_id,
    channel,
    queue_id,
    team_id,
    kpi_id,
    definition_version,
    numerator,
    denominator,
    kpi_value
from {{ ref('kpi_concentration_daily') }}
