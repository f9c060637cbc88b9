-- Sharing out moves costs between channels and handlers and neither makes nor loses a ten-thousandth.
with spread as (

    select
        cost_date,
        category,
        sum(amount) as amount
    from {{ ref('fct_cost_daily') }}
    group by cost_date, category

),

borne as (

    select
        cost_date,
        category,
        sum(amount) as amount
    from {{ ref('fct_cost_allocated') }}
    group by cost_date, category

)

select
    spread.cost_date,
    spread.category,
    spread.amount,
    borne.amount as borne
from spread
full join borne on spread.cost_date = borne.cost_date and spread.category = borne.category
where spread.amount is distinct from borne.amount
