-- Grain: one row per scored answer of an employee in a calendar month that is over.
-- Does:  says under which team it may be told. A month's team with too few answers is told with the next smallest as (small teams),
--        and a month with too few in all is left out; a month that still runs is too, or two runs could be held against each other.
{% set least = var('least_employee_answers') %}
with answers as (

    select
        survey_id,
        cast(date_trunc('month', responded_date) + interval 1 month - interval 1 day as date) as month_end,
        coalesce(team_id, '(unknown)') as team_id,
        is_satisfied,
        share_milli
    from {{ ref('fct_survey') }}
    where kind = 'esat' and is_scored

),

span as (

    select * from {{ ref('int_data_span') }}

),

counted as (

    select
        answers.month_end,
        answers.team_id,
        count(*) as answers
    from answers
    cross join span
    where answers.month_end < {{ local_date('span.as_of') }}
    group by answers.month_end, answers.team_id

),

placed as (

    select
        *,
        row_number() over smallest_first as place,
        sum(answers) over smallest_first as answers_so_far,
        sum(answers) over (partition by month_end) as answers_in_all,
        count(*) filter (where answers < {{ least }}) over (partition by month_end) as too_small
    from counted
    window smallest_first as (
        partition by month_end order by answers, team_id rows between unbounded preceding and current row
    )

),

bounded as (

    select
        *,
        -- the last of the teams told together: they are two, and have answers enough
        min(place) filter (
            where place >= greatest(too_small, 2) and answers_so_far >= {{ least }}
        ) over (partition by month_end) as last_place
    from placed
    where answers_in_all >= {{ least }}

),

told as (

    select
        month_end,
        team_id,
        case when too_small > 0 and place <= last_place then '(small teams)' else team_id end as told_team_id
    from bounded

)

select
    answers.survey_id,
    answers.month_end,
    told.told_team_id as team_id,
    answers.is_satisfied,
    answers.share_milli
from answers
inner join told on answers.month_end = told.month_end and answers.team_id = told.team_id
