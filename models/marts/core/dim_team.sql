-- Grain: one row per team that any agent ever belonged to.
select
    team_id,
    count(distinct agent_id) as agents_ever
from {{ ref('dim_agent') }}
where team_id is not null
group by team_id
