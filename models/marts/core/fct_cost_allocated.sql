-- Grain: one row per day, category, channel and handler (human, bot) that bears a cost.
-- Does:  shares what was delivered without a channel or a handler out in proportion to the contacts served that day.
with costs as (

    select * from {{ ref('fct_cost_daily') }}

),

served as (

    select * from {{ ref('fct_contacts_served_daily') }}

),

borne as (

    select
        costs.cost_date,
        costs.category,
        costs.channel as channel_given,
        costs.handler as handler_given,
        costs.amount,
        coalesce(served.channel, costs.channel, '(unknown)') as channel,
        coalesce(served.handler, costs.handler, 'human') as handler,
        -- a day without such contacts has one bearer
        coalesce(served.contacts, 1) as contacts
    from costs
    left join served
        on
            costs.cost_date = served.served_date
            and (costs.channel is null or costs.channel = served.channel)
            and (costs.handler is null or costs.handler = served.handler)

),

weighed as (

    select
        *,
        sum(contacts) over (partition by cost_date, category, channel_given, handler_given) as all_contacts,
        row_number() over (
            partition by cost_date, category, channel_given, handler_given
            order by contacts desc, channel asc, handler asc
        ) as place
    from borne

),

shared as (

    select
        *,
        {{ whole_share('amount', 'contacts', 'all_contacts') }} as share
    from weighed

),

settled as (

    select
        cost_date,
        category,
        channel,
        handler,
        -- what division leaves goes to the largest bearer
        share + case
            when place = 1 then amount - sum(share) over (partition by cost_date, category, channel_given, handler_given)
            else 0
        end as amount
    from shared

),

summed as (

    select
        cost_date,
        category,
        channel,
        handler,
        {{ sum_if('amount') }} as amount
    from settled
    group by cost_date, category, channel, handler

)

select * from summed
