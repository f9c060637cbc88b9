{#- What is known of the tables in the build file, models and seeds: one row a table, with what it was built from (inputs_now), the
    fingerprint of what came out, and that of what it was before. Where both are known the schema `changes` has a table of the same name with
    the rows that made the difference: how often each came (_times > 0) or went (_times < 0). No row: nothing is known, and the table is built. -#}
{% macro create_build_state() -%}
    create schema if not exists build_state;
    create schema if not exists changes;
    create schema if not exists stored;
    create table if not exists build_state.models (model varchar not null, inputs varchar, content varchar not null, content_before varchar);
    create table if not exists build_state.tests (test varchar not null, inputs varchar not null);
{%- endmacro %}

{#- known_builds(): {id: {inputs, content, content_before}} of all that is known, and under 'engine' the version of DuckDB. It is read once a
    run and kept where all nodes of a run see it: nobody else writes to the build file meanwhile. Two threads may read it
    at once; setdefault keeps one of the two. -#}
{% macro known_builds() -%}
    {%- if 'known_builds' not in graph -%}
        {%- set known = {'engine': run_query('select version()').rows[0][0]} -%}
        {%- for row in run_query('select model, inputs, content, content_before from build_state.models').rows -%}
            {%- do known.update({row[0]: {'inputs': fromjson(row[1]) if row[1] else none, 'content': row[2], 'content_before': row[3]}}) -%}
        {%- endfor -%}
        {%- do graph.setdefault('known_builds', known) -%}
    {%- endif -%}
    {{ return(graph['known_builds']) }}
{%- endmacro %}

{#- Committed with whatever is done next, so that a table is forgotten exactly if it is replaced. -#}
{% macro forget_build(id) -%}
    {%- call statement('forget_build') -%} delete from build_state.models where model = '{{ id }}' {%- endcall -%}
    {%- do known_builds().pop(id, none) -%}
{%- endmacro %}

{#- Committed together with whatever was begun before it. -#}
{% macro remember_build(id, inputs, content, content_before=none) -%}
    {%- call statement('remember_build') -%}
        delete from build_state.models where model = '{{ id }}';
        insert into build_state.models values (
            '{{ id }}',
            {{ "'" ~ tojson(inputs) | replace("'", "''") ~ "'" if inputs else 'null' }},
            '{{ content }}',
            {{ "'" ~ content_before ~ "'" if content_before else 'null' }}
        )
    {%- endcall -%}
    {%- do adapter.commit() -%}
    {%- do known_builds().update({id: {'inputs': inputs, 'content': content, 'content_before': content_before}}) -%}
{%- endmacro %}
