-- Grain: one row per agent hired since there are states who is up to speed: the first week at the team's pace and at the quality asked.
with span as (

    select * from {{ ref('int_data_span') }}

),

seen as (

    select {{ local_date('min(entered_at)') }} as first_date
    from {{ ref('fct_agent_state') }}

),

weeks as (

    select
        *,
        cast(week_start + interval 6 day as date) as week_end
    from {{ ref('fct_agent_week') }}

),

employments as (

    select * from {{ ref('dim_agent_employment') }}

),

reached as (

    select
        weeks.agent_id,
        weeks.team_id,
        weeks.week_start,
        weeks.week_end,
        employments.hired_on
    from weeks
    cross join span
    cross join seen
    inner join employments on weeks.agent_id = employments.agent_id
    where
        employments.hired_on between seen.first_date and weeks.week_end
        and {{ start_of_day('weeks.week_end + interval 1 day') }} <= span.as_of
        and weeks.team_id is not null
        and weeks.handled > 0
        -- shares compared without a division
        and weeks.handled * weeks.team_on_queue_ms * 100
        >= {{ var('ramp_productivity_percent') }} * weeks.team_handled * weeks.on_queue_ms
        and coalesce(weeks.score_milli * 100 >= {{ var('ramp_quality_percent') }} * weeks.max_score_milli, true)

),

first_reached as (

    select
        agent_id,
        hired_on,
        min(week_start) as week_start,
        min(week_end) as week_end,
        {{ first_by('team_id', ['week_start']) }} as team_id
    from reached
    group by agent_id, hired_on

)

select
    *,
    -- hired and up to speed in one week: no time
    greatest({{ days_between('hired_on', 'week_start') }}, 0) as ramp_days
from first_reached
