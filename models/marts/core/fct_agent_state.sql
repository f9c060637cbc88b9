-- Grain: one row per spell of an agent in one state.
{{ config(meta={'unit': 'entered_date', 'follows': {'dim_agent': ['agent_id']}}) }}
with states as (

    select * from {{ ref('int_agent_states') }} {{ of_unit('entered_date', local_date('entered_at')) }}

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
