{#- square_root(amount): of a whole number that is not negative, as double. -#}
{% macro square_root(amount) -%}
    sqrt(cast({{ amount }} as double))
{%- endmacro %}
