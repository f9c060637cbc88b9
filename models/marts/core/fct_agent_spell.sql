-- Grain: one row per spell of an agent's time and business day: kind conversation (an agent segment), logged_in (any state)
--        or on_queue (a state in which contacts can come). Half-open, cut at local midnight; spells of no length are left out.
{{ config(meta={'unit': 'begun_date', 'grows': {'dim_date': ['date_day', 'starts_at', 'ends_at']}}) }}
with days as (

    select * from {{ ref('dim_date') }}

),

spells as (

    select
        'conversation' as kind,
        agent_id,
        connected_at as starts_at,
        disconnected_at as ends_at
    from {{ ref('int_agent_segments') }} {{ of_unit('begun_date', local_date('connected_at')) }}
    where disconnected_at > connected_at and agent_id <> '(unknown)'

    union all

    select
        'logged_in',
        agent_id,
        entered_at,
        left_at
    from {{ ref('int_agent_states') }} {{ of_unit('begun_date', local_date('entered_at')) }}
    where left_at > entered_at

    union all

    select
        'on_queue',
        agent_id,
        entered_at,
        left_at
    from {{ ref('int_agent_states') }} {{ of_unit('begun_date', local_date('entered_at')) }}
    where left_at > entered_at and state in ('available', 'handling', 'acw')

),

dated as (

    select
        *,
        {{ local_date('starts_at') }} as first_date,
        {{ local_date('ends_at') }} as last_date
    from spells

),

cut as (

    select
        kind,
        agent_id,
        first_date as begun_date,
        first_date as activity_date,
        starts_at,
        ends_at
    from dated
    where first_date = last_date

    union all

    select
        dated.kind,
        dated.agent_id,
        dated.first_date,
        days.date_day,
        greatest(dated.starts_at, days.starts_at),
        least(dated.ends_at, days.ends_at)
    from dated
    inner join days on dated.starts_at < days.ends_at and dated.ends_at > days.starts_at
    where dated.first_date < dated.last_date

)

select * from cut
