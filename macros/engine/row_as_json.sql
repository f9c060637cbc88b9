{#- row_as_json(relation): the whole row of a relation in the from clause, as JSON text. -#}
{% macro row_as_json(relation) -%}
    cast(to_json({{ relation }}) as varchar)
{%- endmacro %}
