{#- deliver(new, known, now): tell apart the rows of new native files together with those delivered before that have the same keys, in one
    transaction with what is remembered. What came, went or is told apart otherwise stays in `changes`. -#}
{% macro deliver(new, known, now) -%}
    {%- set unit, stored = model.config.meta.unit, stored_of(model.name) -%}
    {%- set touched, kept, fresh = 'touched_' ~ model.name, 'kept_' ~ model.name, 'fresh_' ~ model.name -%}
    {%- set changes = 'changes.' ~ adapter.quote(model.name) -%}
    {%- set names = adapter.get_columns_in_relation(this) | map(attribute='quoted') | join(', ') -%}
    {%- do run_query('create or replace temp table ' ~ touched ~ ' as select distinct ' ~ unit ~ ' as unit from ' ~ reading(model.name, listed(new))) -%}
    {%- set old = files_with(touched, [unit], model.unique_id, known.inputs) -%}
    {%- do run_query('create or replace temp table ' ~ kept ~ ' as select * from (' ~ delivered_in(model.name, old) ~ ')' ~ semi_join(touched, unit)) -%}
    {%- do run_query('create or replace temp table ' ~ fresh ~ ' as from ' ~ kept ~ ' limit 0') -%}
    {%- do run_query('insert into ' ~ fresh ~ ' by name select * from (' ~ of_files(new, kept) ~ '\n)') -%}
    {%- call statement('main') -%}
        {{ create_changes(names, fresh, kept) }};
        delete from {{ stored }} where exists (select 1 from {{ touched }} where {{ unit }} is not distinct from {{ touched }}.unit);
        insert into {{ stored }} by name select * from {{ fresh }} where {{ is_stored() }};
        {{ create_delivered_view(now) }}
    {%- endcall -%}
    {%- do remember_build(model.unique_id, now, moved_fingerprint(known.content, changes, telling_columns()), known.content) -%}
    {%- for table in (touched, kept, fresh) -%} {%- do run_query('drop table ' ~ table) -%} {%- endfor -%}
{%- endmacro %}

{#- of_files(files, kept): the model's SQL over these native files, with the rows kept beside them. -#}
{% macro of_files(files, kept) -%}
    {{ return(without_other_sources(compiled_code)
        | replace("'" ~ native_location(model.unique_id) ~ "'", listed(files))
        | replace('/* and rows kept */', 'union all by name select * exclude (_standing) from ' ~ kept)) }}
{%- endmacro %}
