-- Grain: one row per spell of an agent in one state.
with states as (

    select * from {{ ref('int_agent_states') }}

),

agents as (

    select * from {{ ref('dim_agent') }}

),

measured as (

    select
        states.state_id,
        states.agent_id,
        agents.team_id,
        states.state,
        states.entered_at,
        states.left_at,
        {{ local_date('states.entered_at') }} as entered_date,
        {{ milliseconds_between('states.entered_at', 'states.left_at') }} as state_ms
    from states
    left join agents on {{ version_at('agents', 'agent_id', 'states.agent_id', 'states.entered_at') }}

)

select * from measured
