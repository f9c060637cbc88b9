-- Grain: one row per period, slice and KPI that counts distinct members.
-- Does:  counts on each day of the period those who were not seen before within it, nor before the definition held.
{{ config(materialized='ephemeral') }}
{% set dimensions = ['site_id', 'channel', 'queue_id', 'team_id'] %}
with kpis as (

    select * from {{ ref('dim_kpi') }}
    where kind = 'distinct' and status <> 'planned'

),

recurrences as (

    select * from {{ ref('distinct_recurrence_daily') }} {{ of_unit('period_start', periods_of('kpi_date'), 'kpi_date') }}

),

operands as (

    {{ operands_of('kpis') }}

),

sliced as (

    select
        recurrences.*,
        {{ named_slices('recurrences') }} as named,
        kpis.kpi_id,
        kpis.definition_version,
        kpis.valid_from,
        kpis.operand = kpis.numerator as is_over
    from recurrences
    inner join operands as kpis
        on recurrences.measure_id = kpis.operand and {{ is_valid_on('kpis', 'recurrences.kpi_date') }}
    where
        true
        {% for dimension in dimensions %}
        and recurrences.{{ dimension }} = {{ kpi_slice('recurrences.' ~ dimension) }}
        {% endfor %}

),

placed as (

    select
        sliced.*,
        max(sliced.named) over (partition by sliced.kpi_id, sliced.definition_version) as most_named,
        periods.period,
        {{ period_start('periods.period', 'sliced.kpi_date') }} as period_start
    from sliced
    cross join {{ periods() }}

),

met as (

    select
        *,
        days_since = 0 or days_since > {{ days_between('greatest(period_start, valid_from)', 'kpi_date') }} as is_first
    from placed {{ of_unit('period_start') }}
    -- uncut, by one dimension, or by all
    where named <= 1 or named = most_named

),

counted as (

    select
        period,
        period_start,
        site_id,
        channel,
        queue_id,
        team_id,
        kpi_id,
        definition_version,
        coalesce(sum(members) filter (where is_over and is_first), 0) as numerator,
        coalesce(sum(members) filter (where not is_over and is_first), 0) as denominator
    from met
    group by period, period_start, site_id, channel, queue_id, team_id, kpi_id, definition_version

)

select * from counted
