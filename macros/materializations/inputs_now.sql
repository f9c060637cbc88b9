{#- inputs_now(): what this model's table is a function of: {shape, contents}. The shape is its SQL, its configuration and the engine;
    contents are the fingerprints of the tables and seeds it reads, and the files of its sources, by id. None if some of it is not
    known, which equals nothing: the model is then built. -#}
{% macro inputs_now() -%}
    {%- set known = known_builds() -%}
    {%- set contents = {} -%}
    {%- for id in tables_read(model.unique_id) | unique | sort -%}
        {#- of a seed the rows as they were loaded: the file may have changed since -#}
        {%- set content = landed_files(graph.sources[id]) if id in graph.sources else known.get(id, {}).get('content') -%}
        {%- if not content -%} {{ return(none) }} {%- endif -%}
        {%- do contents.update({id: content}) -%}
    {%- endfor -%}
    {%- set shape = [compiled_code, model.config, model.columns, model.constraints or [], model.description] -%}
    {{ return({'shape': local_md5(tojson([known['engine'], dbt_version, shape], sort_keys=True)), 'contents': contents}) }}
{%- endmacro %}

{#- is_comparable(now, before): whether what differs between these inputs is content alone. -#}
{% macro is_comparable(now, before) -%}
    {{ return(now and before and before.shape == now.shape and before.contents.keys() | sort == now.contents.keys() | sort) }}
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
