{#- What is known of the tables in the build file: one row a model, with what it was built from (inputs_now), the fingerprint of
    what came out, and that of what it was before. Where both are known the schema `changes` has a table of the same name with
    the rows that made the difference: how often each came (_times > 0) or went (_times < 0). No row: nothing is known, and the model is built. -#}
{% macro create_build_state() -%}
    create schema if not exists build_state;
    create schema if not exists changes;
    create table if not exists build_state.models (model varchar not null, inputs varchar, content varchar not null, content_before varchar);
{%- endmacro %}

{#- remembered(model_ids): {model id: {inputs, content, content_before}}, of those that are known. -#}
{% macro remembered(model_ids) -%}
    {%- set known = {} -%}
    {%- if model_ids -%}
        {%- set found = run_query(
            "select model, inputs, content, content_before from build_state.models where model in ('" ~ model_ids | join("', '") ~ "')") -%}
        {%- for row in found.rows -%}
            {%- do known.update({row[0]: {'inputs': fromjson(row[1]) if row[1] else none, 'content': row[2], 'content_before': row[3]}}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(known) }}
{%- endmacro %}

{#- Committed by itself, so that it is durable before the table is touched. -#}
{% macro forget_build(model_id) -%}
    {%- call statement('forget_build') -%} delete from build_state.models where model = '{{ model_id }}' {%- endcall -%}
    {%- do adapter.commit() -%}
{%- endmacro %}

{#- Committed together with whatever was begun before it. -#}
{% macro remember_build(model_id, inputs, content, content_before=none) -%}
    {%- call statement('remember_build') -%}
        delete from build_state.models where model = '{{ model_id }}';
        insert into build_state.models values (
            '{{ model_id }}',
            {{ "'" ~ tojson(inputs) | replace("'", "''") ~ "'" if inputs else 'null' }},
            '{{ content }}',
            {{ "'" ~ content_before ~ "'" if content_before else 'null' }}
        )
    {%- endcall -%}
    {%- do adapter.commit() -%}
{%- endmacro %}
