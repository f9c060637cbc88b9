-- Grain: one row per day and one of the four earlier days whose contacts are usual for it (date_day, usual_date).
-- Does:  takes the last four days of the same weekday that were no holidays; a day with fewer of them since the first contact
--        has none.
with span as (

    select
        min(contact_date) as first_date,
        max(contact_date) as last_date
    from {{ ref('fct_contact') }}

),

days as (

    select {{ days_of('first_date', 'last_date') }} as date_day
    from span

),

holidays as (

    select * from {{ ref('dim_holiday') }}

),

judged as (

    select
        days.date_day,
        extract(isodow from days.date_day) as day_of_week,
        -- a holiday, or a day worked in its stead, says nothing about the same weekday later
        holidays.holiday_date is null as is_ordinary
    from days
    left join holidays on days.date_day = holidays.holiday_date

),

numbered as (

    select
        *,
        coalesce(sum(cast(is_ordinary as integer)) over (
            partition by day_of_week order by date_day
            rows between unbounded preceding and 1 preceding
        ), 0) as ordinary_before
    from judged

),

compared as (

    select
        today.date_day,
        earlier.date_day as usual_date
    from numbered as today
    inner join numbered as earlier
        on
            today.day_of_week = earlier.day_of_week
            and earlier.is_ordinary
            and earlier.ordinary_before between today.ordinary_before - 4 and today.ordinary_before - 1
    where today.ordinary_before >= 4

)

select * from compared
