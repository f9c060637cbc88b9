{#- in_seconds(amount, unit): an integer amount as decimal(18, 4); milliseconds become seconds, exactly. -#}
{% macro in_seconds(amount, unit) -%}
    cast(cast({{ amount }} as decimal(20, 0)) * case when {{ unit }} = 'ms' then cast(0.001 as decimal(4, 3)) else cast(1 as decimal(4, 3)) end as decimal(18, 4))
{%- endmacro %}
