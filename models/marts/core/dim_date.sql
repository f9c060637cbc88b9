-- Grain: one row per business date from the first day in the data to the last, or to the day the marts are seen from.
with span as (

    select * from {{ ref('int_data_span') }}

),

days as (

    select
        as_of,
        {{ days_of(local_date('first_at'), local_date('greatest(last_at, as_of)')) }} as date_day
    from span

),

described as (

    select
        cast(date_day as date) as date_day,
        cast(date_trunc('week', date_day) as date) as week_start,
        cast(date_trunc('month', date_day) as date) as month_start,
        cast(extract(year from date_day) as integer) as calendar_year,
        cast(extract(month from date_day) as integer) as month_of_year,
        cast(extract(isodow from date_day) as integer) as day_of_week,

        -- instants (UTC) between which the business day lies; 23 or 25 hours apart when clocks change
        {{ start_of_day('date_day') }} as starts_at,
        {{ start_of_day('date_day + interval 1 day') }} as ends_at,
        coalesce({{ start_of_day('date_day + interval 1 day') }} <= as_of, false) as is_over
    from days

)

select * from described
