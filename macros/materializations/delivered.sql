{#- Models of delivered rows: what counts is read from the landed files whenever it is asked for, typed in passing; only what does not
    count, or comes from another source than the native one, is stored. A copy of the rest would cost more to write than all
    its readers spend on reading.
    The model's SQL says what becomes of each row. Its part before the comment `told apart` gives the rows as they are read. -#}
{% materialization delivered, adapter='duckdb', supported_languages=['sql'] %}
    {%- set relation = this.incorporate(type='view') -%}
    {%- set now, known = inputs_now(), kept_build() -%}
    {%- if known and is_current(now) -%} {{ return(unchanged(relation)) }} {%- endif -%}
    {{ run_hooks(pre_hooks) }}
    {%- set new = new_files(now, known.inputs) if known else none -%}
    {%- if new -%}
        {%- do deliver(new, known, now) -%}
    {%- else -%}
        {%- do forget_build(model.unique_id) -%}
        {%- do drop_relation_if_exists(load_cached_relation(this)) -%}
        {%- do run_query('drop table if exists ' ~ stored_of(model.name)) -%}
        {%- call statement('main') -%}
            {{ create_table_as(False, stored_of(model.name), 'select * from (' ~ streamed(compiled_code) ~ '\n) where ' ~ is_stored()) }}
        {%- endcall -%}
        {%- do run_query(create_reading()) -%}
        {%- do run_query(create_delivered_view(now)) -%}
        {%- do remember_build(model.unique_id, now, delivered_fingerprint()) -%}
    {%- endif -%}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}

{% macro is_stored() -%} _source <> 'native' or _standing <> 'current' {%- endmacro %}

{#- streamed(sql): the rows are read anew for each step: kept in memory, they would be the largest thing there. -#}
{% macro streamed(sql) -%}
    {{ return(modules.re.sub('(__dbt__cte__\w+|\\bstaged|\\bjudged) as \(', '\\1 as not materialized (', sql)) }}
{%- endmacro %}

{#- delivered_fingerprint(): of what identifies a row and tells it apart; its typed columns follow from it and from the SQL. -#}
{% macro delivered_fingerprint() -%}
    {%- set rows = content_fingerprint('(select ' ~ telling_columns() ~ ' from ' ~ this ~ ')', telling_columns()) -%}
    {{ return(rows ~ ':' ~ local_md5(compiled_code | replace(native_location(model.unique_id), ''))) }}
{%- endmacro %}

{% macro telling_columns() -%} _source, _batch_id, _source_row, _row_hash, _person_hash, _standing, _reject_reason {%- endmacro %}
