-- Grain: one row per period, slice, KPI and version: its value beside earlier ones of the same definition.
{{ config(materialized='ephemeral') }}
with kpis as (

    select * from {{ ref('kpi_period') }}

),

definitions as (

    select * from {{ ref('dim_kpi') }}

),

days as (

    select * from {{ ref('dim_date') }}

),

bounded as (

    -- a period is complete if it began inside the data, is over, and had one definition throughout
    select
        kpis.*,
        {{ period_number('kpis.period', 'kpis.period_start') }} as period_number,
        {{ period_weekday('kpis.period', 'kpis.period_start') }} as weekday,
        (
            first_days.date_day is not null
            and coalesce(last_days.is_over, false)
            and kpis.period_start >= definitions.valid_from
            and (definitions.valid_to is null or last_days.date_day < definitions.valid_to)
        ) as is_complete
    from kpis
    inner join definitions
        on kpis.kpi_id = definitions.kpi_id and kpis.definition_version = definitions.definition_version
    left join days as first_days on kpis.period_start = first_days.date_day
    left join days as last_days
        on {{ period_moved('kpis.period', 'kpis.period_start', 1, 1, 1) }} = last_days.date_day + 1

),

complete as (

    select
        *,
        {{ period_moved('period', 'period_start', 1, 1, 1) }} as next_start,
        {{ period_moved('period', 'period_start', 364, 52, 12) }} as next_year_start
    from bounded
    where is_complete

),

looked_back as (

    select
        bounded.*,
        before.kpi_value as previous_value,
        year_before.kpi_value as last_year_value,
        list(bounded.kpi_value) filter (where bounded.is_complete and bounded.kpi_value is not null) over (
            partition by
                bounded.kpi_id, bounded.definition_version, bounded.period, bounded.weekday,
                bounded.site_id, bounded.channel, bounded.queue_id, bounded.team_id
            order by bounded.period_number
            range between {{ var('level_shift_periods') }} preceding and 1 preceding
        ) as earlier_values
    from bounded
    left join complete as before on {{ same_kpi('bounded', 'before') }} and bounded.period_start = before.next_start
    left join complete as year_before
        on {{ same_kpi('bounded', 'year_before') }} and bounded.period_start = year_before.next_year_start

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
