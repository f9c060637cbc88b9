{#- local_date(instant, zone): the business date of a UTC timestamp.
    zone: a column that names a site's own zone where it has one; null means the business zone WALLBOARD_TIMEZONE,
    which is a constant here because a zone per row costs seven times as much. -#}
{% macro local_date(instant, zone=none) -%}
    {%- set business = "cast(timezone('" ~ env_var('WALLBOARD_TIMEZONE', 'UTC') ~ "', timezone('UTC', " ~ instant ~ ")) as date)" -%}
    {%- if zone is none -%}
    {{ business }}
    {%- else -%}
    case when {{ zone }} is null then {{ business }} else cast(timezone({{ zone }}, timezone('UTC', {{ instant }})) as date) end
    {%- endif -%}
{%- endmacro %}
