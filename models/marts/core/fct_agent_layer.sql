-- Grain: one row per spell of an agent on one layer of the agent's time: a state, a planned activity, paid time or a contact in hand.
-- Does:  keeps of the plan what lies between the first day with a state and as_of; whether the rest was kept cannot be seen, or
--        not yet. Without any state nothing can, and no plan counts.
with span as (

    select * from {{ ref('int_data_span') }}

),

states as (

    select * from {{ ref('int_agent_states') }}

),

seen as (

    select {{ start_of_day(local_date('min(entered_at)')) }} as first_at
    from states

),

planned as (

    select
        shifts.agent_id,
        shifts.activity,
        shifts.is_paid,
        greatest(shifts.starts_at, seen.first_at) as starts_at,
        least(shifts.ends_at, span.as_of) as ends_at
    from {{ ref('int_shifts') }} as shifts
    cross join span
    cross join seen
    where shifts.starts_at < span.as_of and shifts.ends_at > seen.first_at

),

layers as (

    select
        'state_' || case when state = 'unknown' then 'other' else state end as layer,
        agent_id,
        entered_at as starts_at,
        left_at as ends_at
    from states

    union all

    select
        'plan_' || coalesce(activity, 'unknown'),
        agent_id,
        starts_at,
        ends_at
    from planned

    union all

    select
        'paid',
        agent_id,
        starts_at,
        ends_at
    from planned
    where coalesce(is_paid, true)

    union all

    select
        'contact',
        agent_id,
        connected_at,
        greatest(disconnected_at, acw_ended_at)
    from {{ ref('int_agent_segments') }}
    where disconnected_at is not null and agent_id <> '(unknown)'

)

select * from layers
where ends_at > starts_at
