{#- Every table model: built anew only if its SQL, its configuration or the content of what it reads has changed.
    A model is a function of these and of nothing else (no clock, no file but through source()), so a table whose
    inputs are the same is the same. What does the building is the adapter's own materialization. -#}
{% materialization table, adapter='duckdb', supported_languages=['sql'] %}
    {%- set inputs = inputs_fingerprint() -%}
    {%- set is_current = inputs and inputs == remembered_inputs(model.unique_id) and load_cached_relation(this) -%}
    {%- if is_current and not should_full_refresh() -%}
        {%- call noop_statement('main', 'unchanged', 'UNCHANGED', 0) -%} {{ compiled_code }} {%- endcall -%}
        {{ return({'relations': [this.incorporate(type='table')]}) }}
    {%- endif -%}
    {#- Forgotten first and remembered last: whatever dies in between leaves a model to build, never a stale one. -#}
    {%- do forget_build(model.unique_id) -%}
    {%- set built = dbt.materialization_table_duckdb() -%}
    {%- do remember_build(model.unique_id, inputs, content_fingerprint(this)) -%}
    {{ return(built) }}
{% endmaterialization %}
