{#- local_time(instant, zone): what clock and calendar on the wall show at a UTC timestamp, as a timestamp without zone.
    clock_of(local_time): its hours and minutes as text, 'HH:MM', which compares as times do. -#}
{% macro local_time(instant, zone) -%} timezone({{ zone }}, timezone('UTC', {{ instant }})) {%- endmacro %}

{% macro clock_of(local_time) -%} strftime({{ local_time }}, '%H:%M') {%- endmacro %}
