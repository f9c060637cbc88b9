-- Grain: one row per business day and team, from the first day on which the team had an agent with a skill that is required.
-- Does:  tells empty days too, or a team that broke up would show its last state for ever.
with span as (

    select * from {{ ref('int_data_span') }}

),

days as (

    select days.date_day
    from {{ ref('dim_date') }} as days
    cross join span
    where days.date_day <= {{ local_date('span.as_of') }}

),

stocks as (

    select
        stocks.*,
        employments.left_on
    from {{ ref('fct_agent_skill_stock') }} as stocks
    left join {{ ref('dim_agent_employment') }} as employments on stocks.agent_id = employments.agent_id

),

placed as (

    select
        days.date_day,
        coalesce(posts.team_id, '(unknown)') as team_id,
        stocks.required,
        stocks.met,
        stocks.required_milli,
        stocks.gap_milli
    from days
    inner join stocks
        on
            days.date_day >= stocks.from_date
            and (stocks.until_date is null or days.date_day < stocks.until_date)
            and (stocks.left_on is null or days.date_day <= stocks.left_on)
    left join {{ ref('fct_agent_post') }} as posts
        on
            stocks.agent_id = posts.agent_id
            and days.date_day >= posts.from_date
            and days.date_day < coalesce(posts.until_date, date '9999-12-31')
    where stocks.required > 0

),

teams as (

    select
        team_id,
        min(date_day) as first_date
    from placed
    group by team_id

),

summed as (

    select
        days.date_day as skill_date,
        teams.team_id,
        {{ sum_if('placed.required') }} as required,
        {{ sum_if('placed.met') }} as met,
        {{ sum_if('placed.required_milli') }} as required_milli,
        {{ sum_if('placed.gap_milli') }} as gap_milli
    from days
    inner join teams on days.date_day >= teams.first_date
    left join placed on days.date_day = placed.date_day and teams.team_id = placed.team_id
    group by days.date_day, teams.team_id

)

select * from summed
