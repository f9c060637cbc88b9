-- Grain: one row per agent and calendar week in which the agent was on queue, beside the team of the week's first on-queue instant.
with days as (

    select * from {{ ref('dim_date') }}

),

agents as (

    select * from {{ ref('dim_agent') }}

),

staffed as (

    select
        work.agent_id,
        days.week_start,
        min(work.first_on_queue_at) as first_on_queue_at,
        {{ sum_if('work.on_queue_ms') }} as on_queue_ms
    from {{ ref('fct_agent_day') }} as work
    inner join days on work.activity_date = days.date_day
    where work.on_queue_ms > 0
    group by work.agent_id, days.week_start

),

handled as (

    select
        segments.agent_id,
        days.week_start,
        count(*) as handled
    from {{ ref('fct_agent_segment') }} as segments
    inner join days on {{ local_date('segments.connected_at') }} = days.date_day
    where segments.is_handled
    group by segments.agent_id, days.week_start

),

reviewed as (

    select
        reviews.agent_id,
        days.week_start,
        {{ sum_if(thousandths('reviews.score')) }} as score_milli,
        {{ sum_if(thousandths('reviews.max_score')) }} as max_score_milli
    from {{ ref('int_quality_reviews') }} as reviews
    inner join days on {{ local_date('reviews.reviewed_at') }} = days.date_day
    where
        not coalesce(reviews.is_calibration, false)
        and {{ thousandths('reviews.score') }} is not null
        and {{ thousandths('reviews.max_score') }} > 0
    group by reviews.agent_id, days.week_start

),

gathered as (

    select
        staffed.agent_id,
        staffed.week_start,
        agents.team_id,
        staffed.on_queue_ms,
        coalesce(handled.handled, 0) as handled,
        reviewed.score_milli,
        reviewed.max_score_milli
    from staffed
    left join agents on {{ version_at('agents', 'agent_id', 'staffed.agent_id', 'staffed.first_on_queue_at') }}
    left join handled on staffed.agent_id = handled.agent_id and staffed.week_start = handled.week_start
    left join reviewed on staffed.agent_id = reviewed.agent_id and staffed.week_start = reviewed.week_start

)

select
    *,
    cast(sum(on_queue_ms) over of_team as bigint) as team_on_queue_ms,
    cast(sum(handled) over of_team as bigint) as team_handled
from gathered
window of_team as (partition by team_id, week_start)
