{#- staged(table_name): every landed source's rows of one contract table, with `_source` naming where they come from.
    The native source comes first and gives the columns; what a connector does not know is null. -#}
{% macro staged(table_name) -%}
    select 'native' as _source, * from {{ ref('stg_native__' ~ table_name) }}
    {#- The two comments say what to leave out where native files alone are read (reading). #}
    /* other sources */
    {%- for source_name, tables in landed().items() if table_name in tables %}
    union all by name
    select '{{ source_name }}' as _source, * from {{ ref('stg_' ~ source_name ~ '__' ~ table_name) }}
    {%- endfor %}
    /* end of other sources */
{%- endmacro %}
