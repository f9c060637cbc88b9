-- Grain: one row per calendar month that is over and at whose start any customer was active.
with customers as (

    select * from {{ ref('int_customers') }}

),

span as (

    select * from {{ ref('int_data_span') }}

),

months as (

    select
        days.month_start,
        days.date_day as month_end
    from {{ ref('dim_date') }} as days
    cross join span
    where
        extract(day from days.date_day + interval 1 day) = 1
        and days.date_day < {{ local_date('span.as_of') }}

),

-- a customer with several spells counts once
seen as (

    select
        months.month_end,
        customers.customer_id,
        bool_or(
            customers.active_from <= months.month_start and coalesce(customers.active_to >= months.month_start, true)
        ) as is_active_at_start,
        bool_or(
            customers.active_from <= months.month_end and coalesce(customers.active_to >= months.month_end, true)
        ) as is_active_at_end
    from months
    inner join customers
        on months.month_end >= customers.active_from and coalesce(months.month_start <= customers.active_to, true)
    group by months.month_end, customers.customer_id

),

counted as (

    select
        month_end,
        count(*) as customers_at_start,
        {{ count_if('is_active_at_end') }} as customers_retained
    from seen
    where is_active_at_start
    group by month_end

)

select * from counted
