{#- finite(columns): no value is infinite or not a number, which a division by zero would give and not_null would pass. -#}
{% test finite(model, columns, column_name=none) %}
    select *
    from {{ model }}
    where {% for column in columns %}not isfinite({{ column }}){{ ' or ' if not loop.last }}{% endfor %}
{% endtest %}
