{#- hours_after(instant, hours): the instant that many hours later; hours is a number or a var. -#}
{% macro hours_after(instant, hours) -%} ({{ instant }} + interval '{{ hours }}' hour) {%- endmacro %}
