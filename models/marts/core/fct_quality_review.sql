-- Grain: one row per quality review.
with reviews as (

    select * from {{ ref('int_quality_reviews') }}

),

contacts as (

    select * from {{ ref('int_contacts') }}

),

agents as (

    select * from {{ ref('dim_agent') }}

),

sites as (

    select * from {{ ref('sites') }}

),

placed as (

    select
        reviews.review_id,
        reviews.contact_id,
        reviews.agent_id,
        reviews.form_id,
        contacts.site_id,
        contacts.channel,
        agents.team_id,
        reviews.reviewed_at,
        {{ local_date('reviews.reviewed_at', 'sites.timezone') }} as reviewed_date,
        reviews.has_critical_error,
        coalesce(reviews.is_calibration, false) as is_calibration,
        {{ thousandths('reviews.score') }} as given_milli,
        {{ thousandths('reviews.max_score') }} as max_score_milli
    from reviews
    left join contacts on reviews.contact_id = contacts.contact_id
    left join agents on {{ version_at('agents', 'agent_id', 'reviews.agent_id', 'reviews.reviewed_at') }}
    left join sites on contacts.site_id = sites.site_id

),

judged as (

    select
        *,
        not is_calibration and given_milli is not null and coalesce(max_score_milli > 0, false) as is_scored,
        not is_calibration and has_critical_error is not null as is_checked
    from placed

),

cut as (

    select
        * exclude (given_milli),
        -- points beyond the form's range are typing errors
        case when is_scored then greatest(least(given_milli, max_score_milli), 0) end as score_milli
    from judged

),

shared as (

    select
        *,
        case when is_scored then {{ rounded_share(1000, 'score_milli', 'max_score_milli') }} end as share_milli
    from cut

)

select * from shared
