{#- Parts of whole amounts, in whole numbers wide enough never to overflow; whole is above zero, the rest not below it.
    whole_share(amount, part, whole): amount × part ÷ whole, rounded down, bigint; what is left over is the caller's to place.
    rounded_share(amount, part, whole): the same, rounded half up. -#}
{% macro whole_share(amount, part, whole) -%}
    cast(cast({{ amount }} as hugeint) * ({{ part }}) // ({{ whole }}) as bigint)
{%- endmacro %}

{% macro rounded_share(amount, part, whole) -%}
    cast((2 * cast({{ amount }} as hugeint) * ({{ part }}) + ({{ whole }})) // (2 * cast({{ whole }} as hugeint)) as bigint)
{%- endmacro %}
