-- Grain: one row per team that is told, (small teams) included.
with agents as (

    select * from {{ ref('dim_agent') }}
    where team_id is not null

),

shown as (

    select
        {{ shown_team('agents.team_id') }} as team_id,
        agent_id
    from agents

)

select
    team_id,
    count(distinct agent_id) as agents_ever
from shown
group by team_id
