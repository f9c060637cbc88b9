{#- count_if(condition): how many rows meet the condition, as bigint; sum_if: the sum of an amount over them. Never null. -#}
{% macro count_if(condition) -%} cast(count(*) filter (where {{ condition }}) as bigint) {%- endmacro %}

{% macro sum_if(amount, condition='true') -%} cast(coalesce(sum({{ amount }}) filter (where {{ condition }}), 0) as bigint) {%- endmacro %}
