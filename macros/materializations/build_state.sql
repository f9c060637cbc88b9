{#- What is known of the tables in the build file, models and seeds: one row a table, the fingerprint of what it was built
    from and that of what came out. No row: nothing is known, and the table is built. -#}
{% macro create_build_state() -%}
    create schema if not exists build_state;
    create table if not exists build_state.models (model varchar not null, inputs varchar, content varchar not null);
{%- endmacro %}

{#- known_builds(): {id: [inputs, content]} of all that is known, and under 'engine' the version of DuckDB. It is read once a run and kept
    where all nodes of a run see it: nobody else writes to the build file meanwhile. Two threads may read it at once;
    setdefault keeps one of the two. -#}
{% macro known_builds() -%}
    {%- if 'known_builds' not in graph -%}
        {%- set known = {} -%}
        {%- for row in run_query("select model, inputs, content from build_state.models union all select 'engine', version(), ''").rows -%}
            {%- do known.update({row[0]: [row[1], row[2]]}) -%}
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

{% macro remember_build(id, inputs, content) -%}
    {%- call statement('remember_build') -%}
        insert into build_state.models values ('{{ id }}', {{ "'" ~ inputs ~ "'" if inputs else 'null' }}, '{{ content }}')
    {%- endcall -%}
    {%- do adapter.commit() -%}
    {%- do known_builds().update({id: [inputs, content]}) -%}
{%- endmacro %}
