{#- quarter_hour_of(instant): the quarter of an hour (UTC) that an instant lies in, by its first instant.
    quarter_hours_of(first, last): all of them from one instant's to another's, both included, as rows of one column. -#}
{% macro quarter_hour_of(instant) -%} time_bucket(interval '15 minutes', {{ instant }}) {%- endmacro %}

{% macro quarter_hours_of(first_at, last_at) -%}
    unnest(generate_series({{ quarter_hour_of(first_at) }}, {{ last_at }}, interval '15 minutes'))
{%- endmacro %}
