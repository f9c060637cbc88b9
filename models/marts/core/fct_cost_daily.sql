-- Grain: one row per day up to as_of, category, channel and handler as delivered; of a shared or unnamed handler null.
-- Does:  spreads every entry evenly over its days; what division leaves goes to the first days, one unit each.
with entries as (

    select * from {{ ref('fct_cost_entry') }}
    where uncounted_because is null

),

span as (

    select * from {{ ref('int_data_span') }}

),

bounded as (

    select
        entries.*,
        {{ days_between('entries.period_start', 'entries.period_end') }} + 1 as days,
        case
            when entries.period_end <= {{ local_date('span.as_of') }} then entries.period_end
            else {{ local_date('span.as_of') }}
        end as last_seen
    from entries
    cross join span

),

spread as (

    select
        *,
        {{ days_of('period_start', 'last_seen') }} as cost_date
    from bounded

),

shared as (

    select
        cost_date,
        category,
        channel,
        case when handler in ('human', 'bot') then handler end as handler,
        {{ whole_share('amount', 1, 'days') }}
        + case when {{ days_between('period_start', 'cost_date') }} < amount % days then 1 else 0 end as amount
    from spread

),

summed as (

    select
        cost_date,
        category,
        channel,
        handler,
        {{ sum_if('amount') }} as amount
    from shared
    group by cost_date, category, channel, handler

)

select * from summed
