-- Grain: one row per day and team of the agents who were at work then.
{{ config(meta={'unit': 'measure_date'}) }}
with loads as (

    select * from {{ ref('fct_agent_load_daily') }} {{ of_unit('measure_date', 'activity_date') }}

),

counted as (

    select
        activity_date as measure_date,
        {{ known_slices('loads', ['team_id']) }},
        {{ sum_if('weighted_ms', "kind = 'conversation'") }} as conversation_ms,
        {{ sum_if('covered_ms', "kind = 'conversation'") }} as conversing_ms,
        {{ sum_if('covered_ms', "kind = 'logged_in'") }} as logged_in_ms,
        {{ sum_if('covered_ms', "kind = 'on_queue'") }} as on_queue_ms,
        {{ sum_if('peak', "kind = 'conversation'") }} as agent_day_peaks,
        {{ count_if("kind = 'conversation'") }} as agent_days_conversing,
        {{ sum_if('max_concurrency', "kind = 'conversation'") }} as configured_conversations,
        {{ count_if("kind = 'conversation' and max_concurrency is not null") }} as agent_days_with_capacity,
        coalesce(max(peak) filter (where kind = 'conversation'), 0) as concurrency_peak_conversations
    from loads
    group by all

)

select * from counted
