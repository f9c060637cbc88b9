{#- days_of(first_date, last_date): a set of dates, both ends included, as rows of one column. -#}
{% macro days_of(first_date, last_date) -%}
    unnest(cast(generate_series({{ first_date }}, {{ last_date }}, interval 1 day) as date[]))
{%- endmacro %}
