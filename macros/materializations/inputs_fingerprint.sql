{#- inputs_fingerprint(): what this model's table is a function of, as one text: its SQL and configuration, the
    content of the tables and seeds it reads, the files of its sources, and the engine. None if some of it is not known,
    which equals nothing: the model is then built. -#}
{% macro inputs_fingerprint() -%}
    {%- set read = tables_read(model.unique_id) | unique | sort -%}
    {%- set known = known_builds() -%}
    {%- set inputs = [] -%}
    {%- for id in read -%}
        {#- of a seed the rows as they were loaded: the file may have changed since -#}
        {%- set content = files_fingerprint(graph.sources[id]) if id in graph.sources else known.get(id, [none, none])[1] -%}
        {%- if not content -%} {{ return(none) }} {%- endif -%}
        {%- do inputs.append([id, content]) -%}
    {%- endfor -%}
    {%- set shape = [compiled_code, model.config, model.columns, model.constraints, model.description] -%}
    {{ return(local_md5(tojson([known['engine'][0], dbt_version, shape, inputs], sort_keys=True))) }}
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
