-- Grain: one row per day, site, channel, team and agent of the quality reviews made then, by whose work was reviewed.
with reviews as (

    select * from {{ ref('fct_quality_review') }}

),

counted as (

    select
        reviewed_date as measure_date,
        {{ known_slices('reviews', ['site_id', 'channel', 'team_id']) }},
        coalesce(agent_id, '(unknown)') as agent_id,
        {{ count_if('is_scored') }} as quality_reviews,
        {{ sum_if('score_milli', 'is_scored') }} as quality_score_milli,
        {{ sum_if('max_score_milli', 'is_scored') }} as quality_max_score_milli,
        {{ sum_if('share_milli', 'is_scored') }} as quality_review_share_milli,
        {{ count_if('is_checked') }} as quality_reviews_checked,
        {{ count_if('is_checked and not has_critical_error') }} as quality_reviews_without_critical_error
    from reviews
    group by all

)

select * from counted
