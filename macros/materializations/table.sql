{#- Every table model: built anew only if its SQL, its configuration or the content of what it reads has changed; and then, if it has a
    unit and it can be told which units are touched, only these.
    A model is a function of these and of nothing else (no clock, no file but through source()), so a table whose
    inputs are the same is the same. What builds everything is the adapter's own materialization. -#}
{% materialization table, adapter='duckdb', supported_languages=['sql'] %}
    {%- set relation = this.incorporate(type='table') -%}
    {%- set now, known = inputs_now(), kept_build() -%}
    {%- if known and is_current(now) -%} {{ return(unchanged(relation)) }} {%- endif -%}
    {%- set plan = touched_units(now, known.inputs) if known and now else none -%}
    {%- if plan -%}
        {{ run_hooks(pre_hooks) }}
        {%- if build_part(plan, known, now) is not none -%} {{ return({'relations': [relation]}) }} {%- endif -%}
    {%- endif -%}
    {#- Other SQL may give other columns, and nothing to compare. -#}
    {%- set is_same = known and now and known.inputs and known.inputs.shape == now.shape -%}
    {%- set is_compared = is_same and is_followed(model.unique_id) and run_query('select count(*) from ' ~ this).rows[0][0] <= 2000000 -%}
    {%- if is_compared -%} {%- do keep_before() -%} {%- endif -%}
    {#- Forgotten as it is replaced and remembered last: whatever dies in between leaves a table to build, never a stale one. -#}
    {%- do forget_build(model.unique_id) -%}
    {%- set built = dbt.materialization_table_duckdb() -%}
    {%- if is_compared -%} {%- do record_changes() -%} {%- endif -%}
    {%- do remember_build(model.unique_id, now, table_fingerprint(this), known.content if is_compared else none) -%}
    {{ return(built) }}
{% endmaterialization %}
