-- Grain: one row per cost entry, in the reporting currency, or with the reason why it is not counted.
with costs as (

    select * from {{ ref('int_costs') }}

),

rates as (

    select
        currency,
        rate,
        valid_from,
        least(valid_to, lead(valid_from) over (partition by currency order by valid_from)) as valid_to
    from {{ ref('exchange_rates') }}

),

reporting as (

    {% if var('reporting_currency') %}
    select '{{ var("reporting_currency") | upper }}' as currency
    {% else %}
    select upper(currency) as currency
    from costs
    group by upper(currency)
    order by count(*) desc, upper(currency) asc
    limit 1
    {% endif %}

),

priced as (

    select
        costs.*,
        reporting.currency as reporting_currency,
        -- one rate an entry, that of its first day
        case when upper(costs.currency) = reporting.currency then 1 else rates.rate end as rate
    from costs
    cross join reporting
    left join rates
        on
            upper(costs.currency) = rates.currency
            and costs.period_start >= rates.valid_from
            and costs.period_start < coalesce(rates.valid_to, date '9999-12-31')

),

converted as (

    select
        *,
        cast(amount as decimal(38, 4)) * rate as amount_converted
    from priced

),

judged as (

    select
        cost_id,
        period_start,
        period_end,
        category,
        channel,
        handler,
        reporting_currency,
        round(amount_converted, 4) as amount,
        case
            when period_end < period_start then 'NEGATIVE_DURATION'
            when period_start < date '1990-01-01' or period_end >= date '2100-01-01' then 'TIME_OUT_OF_RANGE'
            when amount < 0 then 'NEGATIVE_AMOUNT'
            when rate is null then 'NO_EXCHANGE_RATE'
            when amount_converted > 1000000000000 then 'OUT_OF_RANGE'
        end as uncounted_because
    from converted

)

select
    * exclude (amount),
    case when uncounted_because is null then {{ ten_thousandths('cast(amount as decimal(18, 4))') }} end as amount
from judged
