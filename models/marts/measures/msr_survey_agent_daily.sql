-- Grain: one row per day, site, channel and team of the agents whom satisfaction answered then speaks of.
with shares as (

    select
        surveys.responded_date,
        surveys.site_id,
        surveys.channel,
        agents.team_id,
        agents.is_last_agent,
        agents.share_milli,
        surveys.is_satisfied
    from {{ ref('fct_survey_agent') }} as agents
    inner join {{ ref('fct_survey') }} as surveys on agents.survey_id = surveys.survey_id
    where surveys.kind = 'csat' and surveys.is_scored

),

counted as (

    select
        responded_date as measure_date,
        {{ known_slices('shares', ['site_id', 'channel', 'team_id']) }},
        {{ count_if('is_last_agent') }} as csat_responses_last_agent,
        {{ count_if('is_last_agent and is_satisfied') }} as csat_satisfied_last_agent,
        {{ sum_if('share_milli') }} as csat_responses_shared_milli,
        {{ sum_if('share_milli', 'is_satisfied') }} as csat_satisfied_shared_milli
    from shares
    group by all

)

select * from counted
