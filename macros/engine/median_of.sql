{#- median_of(values): median of a list of numbers; of an even number the middle between the two in the middle; null of none.
    spread_of(values, middle): median of how far the numbers of a list lie from a middle. -#}
{% macro median_of(values) -%}
    list_aggregate({{ values }}, 'quantile_cont', 0.5)
{%- endmacro %}

{% macro spread_of(values, middle) -%}
    {{ median_of('[abs(listed - ' ~ middle ~ ') for listed in ' ~ values ~ ']') }}
{%- endmacro %}
