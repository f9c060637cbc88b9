-- Grain: one row per period, team, tier of experience, KPI of concurrency and version of its definition.
-- Does:  counts as the KPIs of agents' time are counted, but by what the agents' records say of their experience; the dimension
--        that targets of concurrency are set by.
{% set kpis_of_concurrency = [
    ('concurrency_time_weighted', 'weighted_ms', 'covered_ms', 'ms'),
    ('concurrency_peak_mean', 'peak', '1', 'count'),
    ('concurrency_configured', 'max_concurrency', 'case when max_concurrency is not null then 1 end', 'count'),
] %}
with loads as (

    select
        *,
        coalesce(team_id, '(not told)') as team
    from {{ ref('fct_agent_load_tier_daily') }}

),

kpis as (

    select * from {{ ref('dim_kpi') }}

),

targets as (

    select * from {{ ref('kpi_targets') }}
    where channel is null and queue_id is null

),

operands as (

    {% for kpi_id, over, under, unit in kpis_of_concurrency %}
    select
        activity_date,
        team,
        tier,
        '{{ kpi_id }}' as kpi_id,
        '{{ unit }}' as unit,
        {{ sum_if(over) }} as numerator,
        {{ sum_if(under) }} as denominator
    from loads
    group by activity_date, team, tier
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

summed as (

    select
        periods.period,
        {{ period_start('periods.period', 'operands.activity_date') }} as period_start,
        coalesce(operands.team, '(all)') as team_id,
        operands.tier,
        kpis.kpi_id,
        kpis.definition_version,
        {{ in_unit('sum(operands.numerator)', 'operands.unit') }} as numerator,
        {{ in_unit('sum(operands.denominator)', 'operands.unit') }} as denominator
    from operands
    inner join kpis on operands.kpi_id = kpis.kpi_id and {{ is_valid_on('kpis', 'operands.activity_date') }}
    cross join {{ periods() }}
    group by grouping sets (
        (periods.period, period_start, operands.tier, kpis.kpi_id, kpis.definition_version, operands.unit),
        (periods.period, period_start, operands.tier, kpis.kpi_id, kpis.definition_version, operands.unit, operands.team)
    )

),

divided as (

    select
        *,
        {{ kpi_value('numerator', 'denominator') }} as kpi_value
    from summed
    where (numerator <> 0 or denominator <> 0) and team_id <> '(not told)'

),

applied as (

    select
        divided.*,
        targets.low as target_low,
        targets.high as target_high,
        targets.source as target_source,
        targets.standing as target_standing
    from divided
    left join targets
        on
            divided.kpi_id = targets.kpi_id
            and {{ is_valid_on('targets', 'divided.period_start') }}
            and (targets.team_id is null or divided.team_id = targets.team_id)
            and (targets.tier is null or divided.tier = targets.tier)
    qualify row_number() over (
        partition by
            divided.period, divided.period_start, divided.team_id, divided.tier, divided.kpi_id, divided.definition_version
        order by targets.tier is not null desc, targets.team_id is not null desc, targets.target_id
    ) = 1

)

select
    period,
    period_start,
    team_id,
    tier,
    kpi_id,
    definition_version,
    numerator,
    denominator,
    kpi_value,
    target_low,
    target_high,
    target_source,
    target_standing,
    {{ target_status('kpi_value', 'target_low', 'target_high') }} as target_status
from applied
