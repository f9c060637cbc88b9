-- Grain: one row per agent and business day with a conversation, with the tier and team under which the day may be told.
-- Does:  tells small tiers as one; and a team by tier only where each of its tiers has agents enough. What the other teams have of
--        a tier must not be a few agents either, since the tier's whole is told: else no team is told by tier (null).
{% set least = var('least_team_agents') %}
with loads as (

    select
        * exclude (team_id, tier),
        {{ shown_team("coalesce(team_id, '(unknown)')") }} as team_id,
        coalesce(tier, '(unknown)') as tier
    from {{ ref('fct_agent_load_daily') }}
    where kind = 'conversation'

),

small_tiers as (

    {{ small_groups('loads', 'tier', least) }}

),

placed as (

    select
        * exclude (tier),
        case when tier in (select small_tiers.tier from small_tiers) then '(small tiers)' else tier end as tier
    from loads

),

thin_teams as (

    select
        team_id,
        tier
    from placed
    group by team_id, tier
    having count(distinct agent_id) < {{ least }}

),

thin_rests as (

    select tier
    from placed
    where team_id in (select thin_teams.team_id from thin_teams)
    group by tier
    having count(distinct agent_id) < {{ least }}

)

select
    agent_id,
    activity_date,
    case
        when
            team_id not in (select thin_teams.team_id from thin_teams)
            and not exists (select 1 from thin_rests)
            then team_id
    end as team_id,
    tier,
    weighted_ms,
    covered_ms,
    peak,
    max_concurrency
from placed
