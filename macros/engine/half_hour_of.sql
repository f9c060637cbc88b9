{#- half_hour_of(instant, zone): the UTC timestamp at which the half hour of the wall clock began that the instant lies in.
    zone: as in local_date. The hour that comes twice when clocks go back makes four half hours, not two. -#}
{% macro half_hour_of(instant, zone=none) -%}
    {%- set business = local_time(instant, "'" ~ env_var('WALLBOARD_TIMEZONE', 'UTC') ~ "'") -%}
    {{ instant }} - interval 1 millisecond * (epoch_ms(
        {%- if zone is none -%}
        {{ business }}
        {%- else -%}
        case when {{ zone }} is null then {{ business }} else {{ local_time(instant, zone) }} end
        {%- endif -%}
    ) % 1800000)
{%- endmacro %}
