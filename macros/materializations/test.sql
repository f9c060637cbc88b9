{#- Data tests: one that has passed is not run again while its SQL and what it reads are as they were; and where only some units of the model it
    looks at have changed since, it looks at these, if that tells as much (of_changed). With --store-failures, and after --full-refresh, every test runs whole. -#}
{% materialization test, adapter='duckdb', supported_languages=['sql'] %}
    {%- if should_store_failures() or should_full_refresh() -%} {{ return(dbt.materialization_test_default()) }} {%- endif -%}
    {%- set now, passed = inputs_now(), known_passes().get(model.unique_id) -%}
    {%- if now and now == passed -%}
        {%- set nothing_found = run_query('select 0 as failures, false as should_warn, false as should_error') -%}
        {%- do store_raw_result('main', message='unchanged', code='UNCHANGED', rows_affected=0, agate_table=nothing_found) -%}
        {{ return({'relations': []}) }}
    {%- endif -%}
    {%- set limit = config.get('limit') -%}
    {%- set rows = get_limit_subquery_sql(looked_at(now, passed), limit) -%}
    {%- call statement('main', fetch_result=True) -%}
        {{ get_test_sql(rows, config.get('fail_calc'), config.get('warn_if'), config.get('error_if'), limit) }}
    {%- endcall -%}
    {%- if now and load_result('main').table.rows[0][0] == 0 -%}
        {%- do graph.setdefault('passed', {}).update({model.unique_id: now}) -%}
    {%- endif -%}
    {{ return({'relations': []}) }}
{% endmaterialization %}

{#- known_passes(): {id: inputs} of the tests that have passed; read once a run, as known_builds. -#}
{% macro known_passes() -%}
    {%- if 'known_passes' not in graph -%}
        {%- set known = {} -%}
        {%- for row in run_query('select test, inputs from build_state.tests').rows -%} {%- do known.update({row[0]: fromjson(row[1])}) -%} {%- endfor -%}
        {%- do graph.setdefault('known_passes', known) -%}
    {%- endif -%}
    {{ return(graph['known_passes']) }}
{%- endmacro %}

{#- remember_passes(): what passed in this run, over which inputs; when the run ends, once for all tests. -#}
{% macro remember_passes() -%}
    {%- set rows = [] -%}
    {%- for id, inputs in graph.get('passed', {}).items() -%}
        {%- do rows.append("('" ~ id ~ "', '" ~ tojson(inputs) | replace("'", "''") ~ "')") -%}
    {%- endfor -%}
    {%- if rows -%}
        delete from build_state.tests where test in ('{{ graph['passed'].keys() | join("', '") }}');
        insert into build_state.tests values {{ rows | join(', ') }}
    {%- endif -%}
{%- endmacro %}
