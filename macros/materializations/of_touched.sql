{#- of_touched(touched, unit): the model's SQL, reading of what it reads of_unit the touched units only; and of delivered rows only the
    files that have any of these. -#}
{% macro of_touched(touched, unit) -%}
    {%- set some = namespace(sql=compiled_code) -%}
    {%- for mark, by in modules.re.findall('(/\* of unit ' ~ unit ~ ': (.*?) \*/)', compiled_code, modules.re.DOTALL) | unique -%}
        {%- set same = [] -%}
        {%- for expression in by.split(' ;; ') -%}
            {%- do same.append('(' ~ expression ~ ') is not distinct from ' ~ touched ~ '.unit') -%}
        {%- endfor -%}
        {%- set some.sql = some.sql | replace(mark, 'semi join ' ~ touched ~ ' on ' ~ same | join(' or ')) -%}
    {%- endfor -%}
    {%- for id, columns in read_of_unit(model.unique_id, unit).items() if id in graph.nodes and graph.nodes[id].config.materialized == 'delivered' -%}
        {%- set node = graph.nodes[id] -%}
        {%- set whole = api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias) -%}
        {%- set files = files_with(touched, columns | unique | list, id, known_builds()[id].inputs) -%}
        {%- set some.sql = some.sql | replace(whole | string, '(' ~ delivered_in(node.name, files) ~ ')') -%}
    {%- endfor -%}
    {{ return(some.sql) }}
{%- endmacro %}
