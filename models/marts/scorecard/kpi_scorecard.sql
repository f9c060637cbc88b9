-- Grain: one row per period (day, week from Monday, month), slice, KPI and version of its definition.
{{ config(meta={'unit': ['period', 'period_start', 'kpi_id']}) }}
with kpis as (

    select * from {{ ref('kpi_scorecard_trend') }} {{ of_unit(['period', 'period_start', 'kpi_id']) }}

),

definitions as (

    select * from {{ ref('dim_kpi') }}

),

targets as (

    select * from {{ ref('kpi_scorecard_target') }}

),

baselines as (

    select * from {{ ref('kpi_scorecard_baseline') }}

),

benchmarks as (

    select * from {{ ref('kpi_scorecard_benchmark') }}

),

compared as (

    select
        kpis.*,
        targets.target_low,
        targets.target_high,
        targets.target_source,
        targets.target_standing,
        {{ target_status('kpis.kpi_value', 'targets.target_low', 'targets.target_high') }} as target_status,
        {{ attainment('kpis.kpi_value', 'targets.target_low', 'targets.target_high', 'definitions.better') }} as attainment,
        baselines.baseline,
        benchmarks.benchmark,
        cast(coalesce(benchmarks.benchmark_comparators, 0) as bigint) as benchmark_comparators,
        kpis.kpi_value - benchmarks.benchmark as benchmark_gap,
        kpis.kpi_value - kpis.previous_value as change
    from kpis
    inner join definitions
        on kpis.kpi_id = definitions.kpi_id and kpis.definition_version = definitions.definition_version
    left join targets on {{ same_kpi('kpis', 'targets') }} and kpis.period_start = targets.period_start
    left join baselines on {{ same_kpi('kpis', 'baselines') }} and kpis.period_start = baselines.period_start
    left join benchmarks
        on kpis.kpi_id = benchmarks.kpi_id and kpis.period_start = benchmarks.period_start and kpis.channel = benchmarks.channel

)

select
    period,
    period_start,
    site_id,
    channel,
    queue_id,
    team_id,
    kpi_id,
    definition_version,
    kpi_value,
    numerator,
    denominator,
    observations,
    is_complete,
    target_low,
    target_high,
    target_source,
    target_standing,
    target_status,
    attainment,
    baseline,
    benchmark,
    benchmark_comparators,
    benchmark_gap,
    previous_value,
    change,
    {{ kpi_value('change', 'abs(previous_value)') }} as change_pct,
    last_year_value,
    level_shift
from compared
