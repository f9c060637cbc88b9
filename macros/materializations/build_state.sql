{#- What is known of the tables in the build file: one row a model, the fingerprint of what it was built from and that of
    what came out. No row: nothing is known, and the model is built. -#}
{% macro create_build_state() -%}
    create schema if not exists build_state;
    create table if not exists build_state.models (model varchar not null, inputs varchar, content varchar not null);
{%- endmacro %}

{% macro remembered_inputs(model_id) -%}
    {%- set found = run_query("select inputs from build_state.models where model = '" ~ model_id ~ "'") -%}
    {{ return(found.rows[0][0] if found.rows | length == 1 else none) }}
{%- endmacro %}

{#- remembered_contents(model_ids): {model id: fingerprint of its content}, of those that are known. -#}
{% macro remembered_contents(model_ids) -%}
    {%- set contents = {} -%}
    {%- if model_ids -%}
        {%- set found = run_query(
            "select model, content from build_state.models where model in ('" ~ model_ids | join("', '") ~ "')") -%}
        {%- for row in found.rows -%} {%- do contents.update({row[0]: row[1]}) -%} {%- endfor -%}
    {%- endif -%}
    {{ return(contents) }}
{%- endmacro %}

{#- Each is committed by itself, so that it is durable before the next step begins. -#}
{% macro forget_build(model_id) -%}
    {%- call statement('forget_build') -%} delete from build_state.models where model = '{{ model_id }}' {%- endcall -%}
    {%- do adapter.commit() -%}
{%- endmacro %}

{% macro remember_build(model_id, inputs, content) -%}
    {%- call statement('remember_build') -%}
        insert into build_state.models values ('{{ model_id }}', {{ "'" ~ inputs ~ "'" if inputs else 'null' }}, '{{ content }}')
    {%- endcall -%}
    {%- do adapter.commit() -%}
{%- endmacro %}
