-- Grain: one row per spell of an agent on one layer of the agent's time, cut at local midnight: a state, a planned activity, paid time
--        or a contact in hand.
-- Does:  keeps of the plan what lies between the first day with a state and as_of; whether the rest was kept cannot be seen, or
--        not yet. Without any state nothing can, and no plan counts.
-- Long because four kinds of spells become layers, each with the day it began.
{{ config(meta={
    'unit': 'begun_date',
    'ripens_at': ['ends_at'],
    'ripens_on': ['day'],
}) }}
with span as (

    select * from {{ ref('int_data_span') }}

),

states as (

    select * from {{ ref('int_agent_states') }} {{ of_unit('begun_date', local_date('entered_at')) }}

),

shifts as (

    select * from {{ ref('int_shifts') }} {{ of_unit('begun_date', local_date('starts_at')) }}

),

segments as (

    select * from {{ ref('int_agent_segments') }} {{ of_unit('begun_date', local_date('connected_at')) }}

),

seen as (

    select {{ start_of_day(local_date('first_at')) }} as first_at
    from {{ ref('int_first_state') }}

),

planned as (

    select
        shifts.agent_id,
        shifts.activity,
        shifts.is_paid,
        {{ local_date('shifts.starts_at') }} as begun_date,
        greatest(shifts.starts_at, seen.first_at) as starts_at,
        least(shifts.ends_at, span.as_of) as ends_at
    from shifts
    cross join span
    cross join seen
    where shifts.starts_at < span.as_of and shifts.ends_at > seen.first_at

),

layers as (

    select
        'state_' || case when state = 'unknown' then 'other' else state end as layer,
        agent_id,
        {{ local_date('entered_at') }} as begun_date,
        entered_at as starts_at,
        left_at as ends_at
    from states

    union all

    select
        'plan_' || coalesce(activity, 'unknown'),
        agent_id,
        begun_date,
        starts_at,
        ends_at
    from planned

    union all

    select
        'paid',
        agent_id,
        begun_date,
        starts_at,
        ends_at
    from planned
    where coalesce(is_paid, true)

    union all

    select
        'contact',
        agent_id,
        {{ local_date('connected_at') }},
        connected_at,
        greatest(disconnected_at, acw_ended_at)
    from segments
    where disconnected_at is not null and agent_id <> '(unknown)'

),

dated as (

    select
        *,
        {{ days_of(local_date('starts_at'), local_date('ends_at')) }} as activity_date
    from layers
    where ends_at > starts_at

),

cut as (

    select
        * replace (
            greatest(starts_at, {{ start_of_day('activity_date') }}) as starts_at,
            least(ends_at, {{ start_of_day('activity_date + interval 1 day') }}) as ends_at
        )
    from dated

)

select * from cut
where ends_at > starts_at
