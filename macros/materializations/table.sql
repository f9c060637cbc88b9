{#- Every table model: built anew only if its SQL, its configuration or the content of what it reads has changed.
    A model is a function of these and of nothing else (no clock, no file but through source()), so a table whose
    inputs are the same is the same. What does the building is the adapter's own materialization. -#}
{% materialization table, adapter='duckdb', supported_languages=['sql'] %}
    {%- set inputs = inputs_fingerprint() -%}
    {%- if is_current(inputs) and not should_full_refresh() -%}
        {%- do store_raw_result('main', message='unchanged', code='UNCHANGED', rows_affected=0) -%}
        {{ return({'relations': [this.incorporate(type='table')]}) }}
    {%- endif -%}
    {#- Forgotten as it is replaced and remembered last: whatever dies in between leaves a table to build, never a stale one. -#}
    {%- do forget_build(model.unique_id) -%}
    {%- set built = dbt.materialization_table_duckdb() -%}
    {%- do remember_build(model.unique_id, inputs, content_fingerprint(this)) -%}
    {{ return(built) }}
{% endmaterialization %}

{#- is_current(inputs): the table of this model or seed is there, and was built from these. -#}
{% macro is_current(inputs) -%}
    {{ return(inputs and inputs == known_builds().get(model.unique_id, [none])[0] and load_cached_relation(this)) }}
{%- endmacro %}
