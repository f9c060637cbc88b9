{#- unique_key(columns): the columns together are the grain: no two rows share them, and none is null. -#}
{% test unique_key(model, columns, column_name=none) %}
    select
        {{ columns | join(', ') }},
        count(*) as rows_found
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1{% for column in columns %} or {{ column }} is null{% endfor %}
{% endtest %}
