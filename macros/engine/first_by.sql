{#- first_by(column, order, condition), last_by(column, order, condition): the column's value on the first or last row of a
    group by the columns of `order`, of the rows that meet the condition. A null counts as a value: the bare aggregates
    would pass it over and give another row's. -#}
{% macro first_by(column, order, condition='true') -%}
    (min_by({'of_row': {{ column }}}, row({{ order | join(', ') }})) filter (where {{ condition }})).of_row
{%- endmacro %}

{% macro last_by(column, order, condition='true') -%}
    (max_by({'of_row': {{ column }}}, row({{ order | join(', ') }})) filter (where {{ condition }})).of_row
{%- endmacro %}
