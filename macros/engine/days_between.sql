{#- days_between(start, end): whole days from one date to another, bigint. -#}
{% macro days_between(start_on, end_on) -%}
    cast(date_diff('day', {{ start_on }}, {{ end_on }}) as bigint)
{%- endmacro %}
