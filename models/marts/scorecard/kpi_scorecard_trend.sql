-- Grain: one row per period, slice, KPI and version: its value beside earlier ones of the same definition.
{{ config(materialized='ephemeral') }}
with kpis as (

    select
        *,
        {{ period_number('period', 'period_start') }} as period_number,
        {{ period_weekday('period', 'period_start') }} as weekday
    from {{ ref('kpi_period') }}
        {{ of_unit(['period', 'period_start', 'kpi_id'], kpis_seeing('period', 'period_start', 'kpi_id'), 'period, period_start, kpi_id') }}

),

complete as (

    select
        *,
        {{ period_moved('period', 'period_start', 1, 1, 1) }} as next_start,
        {{ period_moved('period', 'period_start', 364, 52, 12) }} as next_year_start
    from kpis
    where is_complete

),

followed as (

    select
        *,
        list(kpi_value) filter (where is_complete and kpi_value is not null) over (
            partition by kpi_id, definition_version, period, weekday, site_id, channel, queue_id, team_id
            order by period_number
            range between {{ var('level_shift_periods') }} preceding and 1 preceding
        ) as earlier_values
    from kpis

),

looked_back as (

    select
        kpis.*,
        before.kpi_value as previous_value,
        year_before.kpi_value as last_year_value
    from followed as kpis {{ of_unit(['period', 'period_start', 'kpi_id'], [['kpis.period', 'kpis.period_start', 'kpis.kpi_id']]) }}
    left join complete as before on {{ same_kpi('kpis', 'before') }} and kpis.period_start = before.next_start
    left join complete as year_before
        on {{ same_kpi('kpis', 'year_before') }} and kpis.period_start = year_before.next_year_start

),

centred as (

    select
        *,
        {{ median_of('earlier_values') }} as usual_value,
        is_complete and len(earlier_values) >= {{ var('level_shift_least_periods') }} as is_comparable
    from looked_back

),

judged as (

    select
        *,
        -- 1.4826 makes the median deviation of a bell curve its standard deviation
        abs(kpi_value - usual_value) > {{ var('level_shift_width') }} * 1.4826 * greatest(
            {{ spread_of('earlier_values', 'usual_value') }}, {{ var('level_shift_least_spread') }} * abs(usual_value)
        ) as is_far
    from centred

)

select
    * exclude (period_number, weekday, earlier_values, usual_value, is_comparable, is_far),
    case when is_comparable and is_far then case when kpi_value > usual_value then 'up' else 'down' end end as level_shift
from judged
