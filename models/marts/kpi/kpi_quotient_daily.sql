-- Grain: one row per day, slice and KPI that is no percentile. The catalogue names two measures; they are summed to the KPI's
--        slices and divided once.
-- Long because sums and recounts of members meet here before the one division.
{{ config(materialized='ephemeral') }}
with kpis as (

    select * from {{ ref('dim_kpi') }}
    where kind not in ('percentile', 'index', 'concentration') and status is distinct from 'planned'

),

units as (

    select * from {{ ref('measures') }}

),

measures as (

    select * from {{ ref('fct_measure_daily') }} {{ of_unit('kpi_date', 'measure_date') }}

),

members as (

    select * from {{ ref('distinct_member_daily') }} {{ of_unit('kpi_date') }}

),

operands as (

    {{ operands_of('kpis') }}

),

sums as (

    select
        measures.measure_date as kpi_date,
        {{ kpi_slices('measures') }},
        kpis.kpi_id,
        kpis.definition_version,
        sum(measures.measure_value) filter (where measures.measure_id = kpis.numerator) as numerator,
        max(measures.measure_value) filter (where measures.measure_id = kpis.numerator) as highest,
        sum(measures.measure_value) filter (where measures.measure_id = kpis.denominator) as denominator
    from measures
    inner join operands as kpis on measures.measure_id = kpis.operand
    where {{ is_valid_on('kpis', 'measures.measure_date') }}
    group by all

),

recounts as (

    select
        members.kpi_date,
        {{ kpi_slices('members') }},
        kpis.kpi_id,
        kpis.definition_version,
        count(distinct members.member_key) filter (where members.measure_id = kpis.numerator) as numerator,
        cast(null as bigint) as highest,
        count(distinct members.member_key) filter (where members.measure_id = kpis.denominator) as denominator
    from members
    inner join operands as kpis on members.measure_id = kpis.operand
    where kpis.kind = 'distinct' and {{ is_valid_on('kpis', 'members.kpi_date') }}
    group by all

),

gathered as (

    select
        kpi_date,
        site_id,
        channel,
        queue_id,
        team_id,
        kpi_id,
        definition_version,
        coalesce(sum(numerator), 0) as numerator,
        max(highest) as highest,
        coalesce(sum(denominator), 0) as denominator
    from (
        select * from sums
        union all
        select * from recounts
    ) as operands
    group by kpi_date, site_id, channel, queue_id, team_id, kpi_id, definition_version

),

scaled as (

    select
        gathered.kpi_date,
        gathered.site_id,
        gathered.channel,
        gathered.queue_id,
        gathered.team_id,
        gathered.kpi_id,
        gathered.definition_version,
        kpis.per,
        kpis.min_sample,
        kpis.kind,
        {{ in_unit("case when kpis.kind = 'extremum' then gathered.highest else gathered.numerator end", 'over.unit') }} as numerator,
        case when kpis.denominator is not null then {{ in_unit('gathered.denominator', 'under.unit') }} end as denominator
    from gathered
    inner join kpis
        on gathered.kpi_id = kpis.kpi_id and gathered.definition_version = kpis.definition_version
    inner join units as over on kpis.numerator = over.measure_id
    left join units as under on kpis.denominator = under.measure_id

),

divided as (

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
        case
            when denominator is null then cast(numerator as double)
            when denominator >= coalesce(min_sample, 0) then per * {{ kpi_value('numerator', 'denominator') }}
        end as kpi_value
    from scaled

)

select * from divided
