{#- Tables that hold what lies in a source's files, each file named after what its rows have in the column meta.file_of: files that are as they were
    are not opened again. To open one takes some milliseconds, and a centre that delivers every table every day has thousands.
    The model reads that source alone, and says of each row what its own file says. -#}
{% materialization file_by_file, adapter='duckdb', supported_languages=['sql'] %}
    {%- set relation = this.incorporate(type='table') -%}
    {%- set now, known = inputs_now(), kept_build() -%}
    {%- if known and is_current(now) -%} {{ return(unchanged(relation)) }} {%- endif -%}
    {%- if known and is_comparable(now, known.inputs) -%}
        {{ run_hooks(pre_hooks) }}
        {%- do read_changed_files(now, known.inputs) -%}
        {{ return({'relations': [relation]}) }}
    {%- endif -%}
    {%- do forget_build(model.unique_id) -%}
    {%- set built = dbt.materialization_table_duckdb() -%}
    {%- do remember_build(model.unique_id, now, table_fingerprint(this)) -%}
    {{ return(built) }}
{% endmaterialization %}

{#- read_changed_files(now, before): rows of files that went or are others now go, those of files that came or are others now come; in
    one transaction with what is remembered. -#}
{% macro read_changed_files(now, before) -%}
    {%- set id = tables_read(model.unique_id)[0] -%}
    {%- set is_now, was = now.contents[id], before.contents[id] -%}
    {%- set came, went = [], [] -%}
    {%- for file, version in is_now.items() if was.get(file) != version -%} {%- do came.append(file) -%} {%- endfor -%}
    {%- for file, version in was.items() if is_now.get(file) != version -%}
        {%- do went.append(modules.re.search('(\\w+)[.]parquet$', file)[1]) -%}
    {%- endfor -%}
    {%- call statement('main') -%}
        delete from {{ this }} where {{ model.config.meta.file_of }} in ('{{ went | join("', '") }}');
        {%- if came %}
        insert into {{ this }} by name
        select * from ({{ compiled_code | replace("'" ~ landed_location(graph.sources[id]) ~ "'", listed(came)) }})
        {%- endif -%}
    {%- endcall -%}
    {%- do remember_build(model.unique_id, now, table_fingerprint(this)) -%}
{%- endmacro %}
