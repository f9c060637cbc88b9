-- Grain: one row per period (a month, or all) and process step, by waiting, until the steps listed hold most of all waiting.
with visits as (

    select * from {{ ref('fct_ticket_step') }}
    where left_at is not null

),

dated as (

    select
        'all' as period,
        cast(null as date) as month_start,
        step,
        elapsed_ms,
        waiting_ms
    from visits

    union all

    select
        'month',
        cast(date_trunc('month', entered_date) as date),
        step,
        elapsed_ms,
        waiting_ms
    from visits

),

summed as (

    select
        period,
        month_start,
        step,
        count(*) as visits,
        {{ sum_if('elapsed_ms') }} as elapsed_ms,
        {{ sum_if('waiting_ms') }} as waiting_ms
    from dated
    group by period, month_start, step

),

ranked as (

    select
        *,
        row_number() over by_waiting as step_rank,
        sum(waiting_ms) over by_waiting as waiting_so_far_ms,
        sum(waiting_ms) over (partition by period, month_start) as waiting_in_all_ms
    from summed
    window by_waiting as (
        partition by period, month_start order by waiting_ms desc, step asc
        rows between unbounded preceding and current row
    )

),

listed as (

    select
        period,
        month_start,
        step_rank,
        step,
        visits,
        {{ in_unit('elapsed_ms', "'ms'") }} as elapsed_seconds,
        {{ in_unit('waiting_ms', "'ms'") }} as waiting_seconds,
        {{ kpi_value('waiting_ms', 'waiting_in_all_ms') }} as waiting_share,
        {{ kpi_value('waiting_so_far_ms', 'waiting_in_all_ms') }} as cumulative_share
    from ranked
    -- shares compared without a division: those before this step hold less than is asked for
    where waiting_ms > 0 and 100 * (waiting_so_far_ms - waiting_ms) < {{ var('bottleneck_percent') }} * waiting_in_all_ms

)

select * from listed
