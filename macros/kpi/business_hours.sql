{#- Time within opening hours, from dim_calendar_slot: what was open up to the end, less what was open up to the start.
    calendar_or_always(calendars): the calendar a left join on the seed `calendars` found; what it does not know is always open.
    slot_at(slots, calendar_id, instant): join condition for the slot of an instant.
    business_milliseconds(opened, start, closed, end): open milliseconds between two instants, of which `opened` and `closed`
    are the slots. Null while the end is not known, 0 where the end lies before the start, as in milliseconds_between. -#}
{% macro calendar_or_always(calendars) -%} coalesce({{ calendars }}.calendar_id, '24x7') {%- endmacro %}

{% macro slot_at(slots, calendar_id, instant) -%}
    {{ calendar_id }} = {{ slots }}.calendar_id and {{ quarter_hour_of(instant) }} = {{ slots }}.slot_starts_at
{%- endmacro %}

{% macro open_milliseconds_until(slots, instant) -%}
    {{ slots }}.open_ms_before
    + case when {{ slots }}.is_open then {{ milliseconds_between(slots ~ '.slot_starts_at', instant) }} else 0 end
{%- endmacro %}

{% macro business_milliseconds(opened, start_at, closed, end_at) -%}
    case
        when {{ end_at }} <= {{ start_at }} then 0
        else ({{ open_milliseconds_until(closed, end_at) }}) - ({{ open_milliseconds_until(opened, start_at) }})
    end
{%- endmacro %}
