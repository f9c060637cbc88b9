-- Grain: one row per day, site, channel and team of the customers' answers given then.
with answers as (

    select * from {{ ref('fct_survey') }}
    where kind <> 'esat' and is_answered

),

counted as (

    select
        responded_date as measure_date,
        {{ known_slices('answers', ['site_id', 'channel', 'team_id']) }},

        -- satisfaction
        {{ count_if("kind = 'csat' and is_scored") }} as csat_responses,
        {{ count_if("kind = 'csat' and is_satisfied") }} as csat_satisfied,
        {{ sum_if('score_milli', "kind = 'csat' and is_scored") }} as csat_score_milli,
        {{ sum_if('scale_max_milli', "kind = 'csat' and is_scored") }} as csat_scale_max_milli,

        -- recommendation and effort
        {{ count_if('promoter_vote is not null') }} as nps_responses,
        {{ sum_if('promoter_vote') }} as net_promoters,
        {{ count_if("kind = 'ces' and is_scored") }} as ces_responses,
        {{ sum_if('score_milli', "kind = 'ces' and is_scored") }} as ces_score_milli,

        -- resolution
        {{ count_if('is_resolved is not null and is_first_contact is not null') }} as resolution_answers,
        {{ count_if('is_resolved and is_first_contact') }} as resolution_answers_first_contact
    from answers
    group by all

)

select * from counted
