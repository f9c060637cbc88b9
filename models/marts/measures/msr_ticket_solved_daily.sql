-- Grain: one row per day, channel and team of the tickets that were first solved then, or closed where they never were solved.
{{ config(meta={'unit': 'measure_date'}) }}
with tickets as (

    select * from {{ ref('fct_ticket') }} {{ of_unit('measure_date', 'resolved_date') }}
    where is_counted and is_resolved

),

counted as (

    select
        resolved_date as measure_date,
        {{ known_slices('tickets', ['channel', 'team_id']) }},

        -- tickets
        count(*) as tickets_solved,
        {{ count_if('agent_replies = 1') }} as tickets_solved_one_touch,
        {{ count_if('assignments <= 1 and not is_reopened') }} as tickets_solved_single_assignment,
        {{ count_if('is_reopened') }} as tickets_ever_reopened,
        {{ count_if('is_reopened_in_window') }} as tickets_reopened_in_window,
        {{ count_if('customer_rounds >= 2') }} as tickets_with_customer_rounds,
        {{ count_if('first_resolution_ms is not null') }} as tickets_with_first_resolution,
        {{ count_if('full_resolution_ms is not null') }} as tickets_with_full_resolution,
        {{ count_if('full_resolution_incl_closed_ms is not null') }} as tickets_with_full_resolution_incl_closed,

        -- times
        {{ sum_if('first_resolution_ms') }} as first_resolution_ms,
        {{ sum_if('full_resolution_ms') }} as full_resolution_ms,
        {{ sum_if('full_resolution_incl_closed_ms') }} as full_resolution_incl_closed_ms,
        {{ sum_if('requester_wait_ms') }} as requester_wait_ms,
        {{ sum_if('agent_work_ms') }} as agent_work_ms,
        {{ sum_if('agent_wait_ms') }} as agent_wait_ms,
        {{ sum_if('on_hold_ms') }} as ticket_on_hold_ms,

        -- times in business hours
        {{ sum_if('first_resolution_bh_ms') }} as first_resolution_bh_ms,
        {{ sum_if('full_resolution_bh_ms') }} as full_resolution_bh_ms,
        {{ sum_if('requester_wait_bh_ms') }} as requester_wait_bh_ms,
        {{ sum_if('agent_work_bh_ms') }} as agent_work_bh_ms,
        {{ sum_if('agent_wait_bh_ms') }} as agent_wait_bh_ms,
        {{ sum_if('on_hold_bh_ms') }} as ticket_on_hold_bh_ms
    from tickets
    group by all

)

select * from counted
