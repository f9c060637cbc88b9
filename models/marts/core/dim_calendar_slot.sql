-- Grain: one row per calendar and quarter of an hour (UTC) that the data reaches.
-- Does:  says whether the calendar is open then, and how long it was open before, so that business time between two instants
--        is one subtraction. Only calendars in use are laid out, and the one that is always open.
with queues as (

    select * from {{ ref('dim_queue') }}

),

hours as (

    select * from {{ ref('calendar_hours') }}

),

holidays as (

    select * from {{ ref('holidays') }}

),

used as (

    select *
    from {{ ref('calendars') }}
    where
        calendar_id in ('24x7', '{{ var("default_calendar") }}', '{{ var("ticket_calendar") }}')
        or calendar_id in (select queues.calendar_id from queues)

),

quarters as (

    select {{ quarter_hours_of('least(first_at, as_of)', 'greatest(last_at, as_of)') }} as slot_starts_at
    from {{ ref('int_data_span') }}

),

localised as (

    select
        used.calendar_id,
        used.holiday_set,
        quarters.slot_starts_at,
        {{ local_time('quarters.slot_starts_at', 'used.timezone') }} as local_at
    from used
    cross join quarters

),

dated as (

    select
        localised.calendar_id,
        localised.slot_starts_at,
        cast(localised.local_at as date) as local_date,
        {{ clock_of('localised.local_at') }} as local_clock,
        -- a day worked instead of another keeps the hours of a Monday
        case holidays.day_kind
            when 'holiday' then null
            when 'workday' then 1
            else extract(isodow from localised.local_at)
        end as hours_of_day
    from localised
    left join holidays
        on
            localised.holiday_set = holidays.holiday_set
            and cast(localised.local_at as date) = holidays.holiday_date

),

opened as (

    select distinct
        dated.calendar_id,
        dated.slot_starts_at
    from dated
    inner join hours
        on
            dated.calendar_id = hours.calendar_id
            and dated.hours_of_day = hours.day_of_week
            and dated.local_clock >= hours.opens_at
            and dated.local_clock < hours.closes_at
            and dated.local_date >= hours.valid_from
            and (hours.valid_to is null or dated.local_date < hours.valid_to)

),

judged as (

    select
        dated.calendar_id,
        dated.slot_starts_at,
        opened.slot_starts_at is not null as is_open
    from dated
    left join opened on dated.calendar_id = opened.calendar_id and dated.slot_starts_at = opened.slot_starts_at

),

added_up as (

    select
        *,
        cast(coalesce(sum(case when is_open then 900000 else 0 end) over (
            partition by calendar_id order by slot_starts_at rows between unbounded preceding and 1 preceding
        ), 0) as bigint) as open_ms_before
    from judged

)

select * from added_up
