-- Grain: one row per period, slice and KPI that is no percentile, index or concentration; divided once.
{{ config(materialized='ephemeral') }}
with kpis as (

    select * from {{ ref('dim_kpi') }}

),

measures as (

    select * from {{ ref('measures') }}

),

described as (

    select
        kpis.kpi_id,
        kpis.definition_version,
        kpis.kind,
        kpis.per,
        kpis.min_sample,
        kpis.denominator is not null as is_divided,
        over.aggregation as over_aggregation,
        under.aggregation as under_aggregation,
        under.unit as under_unit
    from kpis
    inner join measures as over on kpis.numerator = over.measure_id
    left join measures as under on kpis.denominator = under.measure_id

),

operands as (

    select
        period,
        period_start,
        site_id,
        channel,
        queue_id,
        team_id,
        kpi_id,
        definition_version,
        numerator,
        denominator,
        false as is_recounted
    from {{ ref('kpi_period_sum') }}
    union all
    select
        period,
        period_start,
        site_id,
        channel,
        queue_id,
        team_id,
        kpi_id,
        definition_version,
        cast(numerator as decimal(38, 4)),
        cast(denominator as decimal(38, 4)),
        true
    from {{ ref('kpi_period_member') }}

),

gathered as (

    -- an operand that counts members comes from the recount alone, one that is a sum from the sums alone
    select
        operands.period,
        operands.period_start,
        operands.site_id,
        operands.channel,
        operands.queue_id,
        operands.team_id,
        described.*,
        coalesce(
            sum(operands.numerator) filter (where operands.is_recounted = (described.over_aggregation = 'distinct')), 0
        ) as numerator,
        coalesce(
            sum(operands.denominator) filter (where operands.is_recounted = (described.under_aggregation = 'distinct')), 0
        ) as denominator
    from operands
    inner join described
        on operands.kpi_id = described.kpi_id and operands.definition_version = described.definition_version
    group by all

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
    cast(numerator as decimal(18, 4)) as numerator,
    case when is_divided then cast(denominator as decimal(18, 4)) end as denominator,
    case when kind in ('ratio', 'mean', 'distinct') and under_unit = 'count' then cast(denominator as bigint) end as observations,
    case
        when not is_divided then cast(numerator as double)
        when denominator >= coalesce(min_sample, 0) then per * {{ kpi_value('numerator', 'denominator') }}
    end as kpi_value
from gathered
