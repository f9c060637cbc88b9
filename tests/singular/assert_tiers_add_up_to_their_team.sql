-- Tiers of experience add up to the KPI of their team, and of all teams: both count the same agents' days. A team that may not be
-- told by tier is left out; the whole never is.
with by_tier as (

    select
        period,
        period_start,
        team_id,
        kpi_id,
        definition_version,
        sum(numerator) as numerator,
        sum(denominator) as denominator
    from {{ ref('concurrency_by_tier') }}
    group by all

),

by_team as (

    select *
    from {{ ref('kpi_scorecard') }}
    where kpi_id in ('concurrency_time_weighted', 'concurrency_peak_mean', 'concurrency_configured')

)

select
    by_team.*,
    by_tier.numerator as numerator_of_tiers,
    by_tier.denominator as denominator_of_tiers
from by_team
left join by_tier
    on
        by_team.period = by_tier.period and by_team.period_start = by_tier.period_start and by_team.team_id = by_tier.team_id
        and by_team.kpi_id = by_tier.kpi_id and by_team.definition_version = by_tier.definition_version
where
    (by_tier.kpi_id is not null or by_team.team_id = '(all)')
    and (
        by_team.numerator is distinct from by_tier.numerator
        or by_team.denominator is distinct from by_tier.denominator
    )
