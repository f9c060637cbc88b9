-- Grain: one row per day, site, channel and team of the satisfaction surveys sent then.
with invitations as (

    select * from {{ ref('fct_survey') }}
    where kind = 'csat'

),

counted as (

    select
        invited_date as measure_date,
        {{ known_slices('invitations', ['site_id', 'channel', 'team_id']) }},
        count(*) as csat_invitations,
        {{ count_if('is_answered') }} as csat_invitations_answered
    from invitations
    group by all

)

select * from counted
