-- Grain: one row per day, site and channel of the complaints made then.
with complaints as (

    select * from {{ ref('fct_complaint') }}

),

counted as (

    select
        opened_date as measure_date,
        {{ known_slices('complaints', ['site_id', 'channel']) }},
        count(*) as complaints,
        {{ count_if('is_due') }} as complaints_due,
        {{ count_if('is_closed_in_time') }} as complaints_closed_in_time,
        {{ count_if('is_escalated') }} as complaints_escalated,
        {{ count_if('is_customer_known') }} as complaints_customer_known,
        {{ count_if('is_repeat') }} as complaints_repeated
    from complaints
    group by all

)

select * from counted
