{#- inputs_now(): what this model's table is a function of: {shape, contents}. The shape is its SQL, its configuration and the engine;
    contents are the fingerprints of the tables and seeds it reads, and the files of its sources, by id. None if some of it is not
    known, which equals nothing: the model is then built. -#}
{% macro inputs_now() -%}
    {%- set read = tables_read(model.unique_id) | unique | sort -%}
    {%- set known = remembered(read | select('in', graph.nodes) | list) -%}
    {%- set contents = {} -%}
    {%- for id in read -%}
        {%- set node = graph.nodes.get(id) or graph.sources[id] -%}
        {%- if node.resource_type == 'source' -%}
            {%- set content = landed_files(node) -%}
        {%- elif node.resource_type == 'seed' -%}
            {#- the rows as they were loaded: the file may have changed since -#}
            {%- set content = content_fingerprint(api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias)) -%}
        {%- else -%}
            {%- set content = known.get(id, {}).get('content') -%}
        {%- endif -%}
        {%- if not content -%} {{ return(none) }} {%- endif -%}
        {%- do contents.update({id: content}) -%}
    {%- endfor -%}
    {%- set shape = [compiled_code, model.config, model.columns, model.constraints, model.description] -%}
    {%- set engine = run_query("select version()").rows[0][0] -%}
    {{ return({'shape': local_md5(tojson([engine, dbt_version, shape], sort_keys=True)), 'contents': contents}) }}
{%- endmacro %}

{#- tables_read(id): models kept as tables, seeds and sources that a model reads, itself or through ephemeral models. -#}
{% macro tables_read(id) -%}
    {%- set found = [] -%}
    {%- for parent in graph.nodes[id].depends_on.nodes -%}
        {%- set node = graph.nodes.get(parent) -%}
        {%- if node and node.config.materialized == 'ephemeral' -%}
            {%- do found.extend(tables_read(parent)) -%}
        {%- else -%}
            {%- do found.append(parent) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}
