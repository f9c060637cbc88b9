-- Grain: one row per agent and version; a version holds from valid_from up to, but not at, valid_to.
with agents as (

    select * from {{ ref('int_agents') }}

),

followed as (

    select
        agent_id,
        valid_from,
        least(valid_to, lead(valid_from) over (partition by agent_id order by valid_from)) as valid_to,
        team_id,
        tier,
        hired_on,
        left_on,
        left_voluntarily,
        max_concurrency
    from agents

)

select * from followed
