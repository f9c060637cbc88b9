-- Grain: one row per agent and run of whole business days that count for one team: from the day on which a version of the
--        record begins up to, but not including, the day on which the next one does.
with agents as (

    select
        *,
        {{ local_date('valid_from') }} as from_date
    from {{ ref('dim_agent') }}

),

by_day as (

    select
        agent_id,
        from_date,
        {{ last_by('team_id', ['valid_from']) }} as team_id
    from agents
    group by agent_id, from_date

)

select
    agent_id,
    team_id,
    from_date,
    lead(from_date) over (partition by agent_id order by from_date) as until_date
from by_day
