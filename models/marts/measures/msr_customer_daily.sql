-- Grain: one row per last day of a calendar month that is over.
with months as (

    select * from {{ ref('fct_customer_month') }}

),

counted as (

    select
        month_end as measure_date,
        {{ known_slices('months', []) }},
        customers_at_start,
        customers_retained,
        customers_at_start - customers_retained as customers_lost
    from months

)

select * from counted
