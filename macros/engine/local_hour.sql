{#- local_hour(instant, zone): the hour that the clock on the wall shows at a UTC timestamp, 0 to 23.
    zone: as in local_date. -#}
{% macro local_hour(instant, zone=none) -%}
    {%- set business = "extract(hour from " ~ local_time(instant, "'" ~ env_var('WALLBOARD_TIMEZONE', 'UTC') ~ "'") ~ ")" -%}
    {%- if zone is none -%}
    {{ business }}
    {%- else -%}
    case when {{ zone }} is null then {{ business }} else extract(hour from {{ local_time(instant, zone) }}) end
    {%- endif -%}
{%- endmacro %}
