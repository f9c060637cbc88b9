{#- The statement that fills a table is the adapter's own. Where WALLBOARD_PROFILE names a folder (`wallboard build --profile`), it
    stands between two that have DuckDB write its profile there, one file a model. They are no part of the
    model's SQL, so that what is built, and whether it is, does not depend on them. -#}
{% macro duckdb__create_table_as(temporary, relation, compiled_code, language='sql', partitioned_by=none, sorted_by=none) -%}
    {%- set folder = env_var('WALLBOARD_PROFILE', '') -%}
    {%- if folder -%}
        set enable_profiling = 'json';
        set profiling_output = '{{ adapter.escape_sql_string(folder) }}/{{ model.name }}.json';
    {%- endif %}
    {{ dbt.duckdb__create_table_as(temporary, relation, compiled_code, language, partitioned_by, sorted_by) }}
    {%- if folder %}
    ;
    pragma disable_profiling;
    {%- endif -%}
{%- endmacro %}
