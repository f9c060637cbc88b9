-- A misspelt var default_calendar would be open always, and nobody would notice.
select '{{ var("default_calendar") }}' as default_calendar
where '{{ var("default_calendar") }}' not in (select calendars.calendar_id from {{ ref('calendars') }} as calendars)
