-- Grain: one row per calendar in use and year in the data for which its country's holidays have not been published.
-- Does:  a year counts as published if the list of holidays holds an official day of it. Business hours of the others are provisional.
{{ config(materialized='ephemeral') }}
with slots as (

    select * from {{ ref('dim_calendar_slot') }}

),

calendars as (

    select * from {{ ref('calendars') }}
    where holiday_set is not null

),

official as (

    select distinct
        holiday_set,
        extract(year from holiday_date) as calendar_year
    from {{ ref('holidays') }}
    where standing = 'official'

),

days as (

    select distinct
        calendars.calendar_id,
        calendars.holiday_set,
        cast({{ local_time('slots.slot_starts_at', 'calendars.timezone') }} as date) as local_date
    from slots
    inner join calendars on slots.calendar_id = calendars.calendar_id

)

select
    days.calendar_id || ' ' || days.holiday_set || ' ' || cast(extract(year from days.local_date) as varchar) as field,
    count(*) as days_found
from days
left join official
    on days.holiday_set = official.holiday_set and extract(year from days.local_date) = official.calendar_year
where official.calendar_year is null
group by all
