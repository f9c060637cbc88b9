{#- finite(columns): no value is infinite or not a number, which a division by zero would give and not_null would pass. Among
    numbers the greatest is infinite or none if one is, and so is the least; null says nothing. columns: one text, as in unique_key. -#}
{% test finite(model, columns, column_name=none) %}
    select *
    from {{ model }} {{ of_changed() }}
    where
        not isfinite(cast(greatest({{ columns }}) as double))
        or not isfinite(cast(least({{ columns }}) as double))
{% endtest %}
