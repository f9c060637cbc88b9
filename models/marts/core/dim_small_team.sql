-- Grain: one row per team that is told only together with others, as (small teams); constant within a run, so that any period adds up.
-- Does:  a team is as large as all who ever belonged to it or served in it. Those of no known team are a team like others, unless
--        nobody is known to be there: what no agent did may be told.
{% set served = [
    ('dim_agent', 'team_id', 'true'),
    ('fct_agent_segment', 'team_id', 'true'),
    ('fct_agent_load_daily', 'team_id', 'true'),
    ('fct_agent_day', 'planned_team_id', 'scheduled_ms > 0'),
    ('fct_agent_day', 'on_queue_team_id', 'on_queue_ms > 0'),
    ('fct_quality_review', 'team_id', 'true'),
    ('fct_ticket_event', 'team_id', 'agent_id is not null or team_id is not null'),
] %}
with members as (

    {% for fact, team, condition in served %}
    select
        coalesce({{ team }}, '(unknown)') as team_id,
        nullif(agent_id, '(unknown)') as agent_id
    from {{ ref(fact) }}
    where {{ condition }}
    {{ 'union' if not loop.last }}
    {% endfor %}

),

teams as (

    select * from members
    where team_id <> '(unknown)' or agent_id is not null

)

select * from (

    {{ small_groups('teams', 'team_id', var('least_team_agents')) }}

) as small_teams
