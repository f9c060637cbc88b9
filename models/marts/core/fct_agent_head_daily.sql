-- Grain: one row per agent and business day on which the agent was employed, the first and the last one included.
with span as (

    select * from {{ ref('int_data_span') }}

),

days as (

    select * from {{ ref('dim_date') }}

),

employments as (

    select * from {{ ref('dim_agent_employment') }}

),

posts as (

    select * from {{ ref('fct_agent_post') }}

),

employed as (

    select
        employments.agent_id,
        days.date_day as activity_date,
        coalesce(employments.left_on = days.date_day, false) as is_last_day,
        employments.has_chosen_to_leave
    from days
    cross join span
    inner join employments
        on
            days.date_day >= employments.employed_from
            and (employments.left_on is null or days.date_day <= employments.left_on)
    where days.date_day <= {{ local_date('span.as_of') }}

),

placed as (

    select
        employed.*,
        posts.team_id
    from employed
    left join posts
        on
            employed.agent_id = posts.agent_id
            and employed.activity_date >= posts.from_date
            and employed.activity_date < coalesce(posts.until_date, date '9999-12-31')

)

select * from placed
