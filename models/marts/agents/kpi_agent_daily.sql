-- Grain: one row per day, slice, agent and KPI that a person may be judged by, with exactly the two numbers that were divided.
--        Months in which the agent had few contacts are left out.
{{ config(meta={
    'unit': 'kpi_date',
    'through': {'agent_month': ['agent_measure_daily', "cast(date_trunc('month', measure_date) as date)", 'measure_date', 'month_start']}
}) }}
with kpis as (

    select * from {{ ref('dim_kpi') }}
    where is_appraisal_ok and status is distinct from 'planned'

),

units as (

    select * from {{ ref('measures') }}

),

measures as (

    select * from {{ ref('agent_measure_daily') }} {{ of_unit('kpi_date', 'measure_date') }}

),

operands as (

    {{ operands_of('kpis') }}

),

summed as (

    select
        measures.measure_date as kpi_date,
        {{ kpi_slices('measures') }},
        measures.agent_id,
        kpis.kpi_id,
        kpis.definition_version,
        coalesce(sum(measures.measure_value) filter (where measures.measure_id = kpis.numerator), 0) as numerator,
        coalesce(sum(measures.measure_value) filter (where measures.measure_id = kpis.denominator), 0) as denominator
    from measures
    inner join operands as kpis
        on measures.measure_id = kpis.operand and {{ is_valid_on('kpis', 'measures.measure_date') }}
    inner join {{ ref('agent_month') }} as months
        on measures.agent_id = months.agent_id and cast(date_trunc('month', measures.measure_date) as date) = months.month_start
    group by all

),

scaled as (

    select
        summed.* exclude (numerator, denominator),
        kpis.per,
        kpis.min_sample,
        {{ in_unit('summed.numerator', 'over.unit') }} as numerator,
        {{ in_unit('summed.denominator', 'under.unit') }} as denominator
    from summed
    inner join kpis on summed.kpi_id = kpis.kpi_id and summed.definition_version = kpis.definition_version
    inner join units as over on kpis.numerator = over.measure_id
    inner join units as under on kpis.denominator = under.measure_id

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
    numerator,
    denominator,
    case when denominator >= coalesce(min_sample, 0) then per * {{ kpi_value('numerator', 'denominator') }} end as kpi_value
from scaled

union all

select
    kpi_date,
    site_id,
    channel,
    queue_id,
    team_id,
    agent_id,
    kpi_id,
    definition_version,
    numerator,
    denominator,
    kpi_value
from {{ ref('kpi_agent_percentile_daily') }}
