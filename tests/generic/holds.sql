{#- holds(expression): the expression is true on every row; null does not pass for true. -#}
{% test holds(model, expression, column_name=none) %}
    select *
    from {{ model }} {{ of_changed() }}
    where ({{ expression }}) is distinct from true
{% endtest %}
