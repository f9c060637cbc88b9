{#- of_touched(touched, unit): the model's SQL, reading of what it reads of_unit the touched units only; and of delivered rows only the
    files that have any of these. -#}
{% macro of_touched(touched, unit) -%}
    {%- set some = namespace(sql=compiled_code) -%}
    {%- for mark, relation, by, made_of in modules.re.findall(
        '((\S+)\s+/\* of unit ' ~ modules.re.escape(unit) ~ ': (.*?)(?: of ([\w, ]+))? \*/)', compiled_code, modules.re.DOTALL) | unique -%}
        {%- set some.sql = some.sql | replace(mark, those_of(relation, by.split(' ;; '), made_of, touched)) -%}
    {%- endfor -%}
    {%- for id, columns in read_of_unit(model.unique_id, unit).items() if id in graph.nodes and graph.nodes[id].config.materialized == 'delivered' -%}
        {%- set node = graph.nodes[id] -%}
        {%- set whole = api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias) -%}
        {%- set files = files_with(touched, columns | unique | list, id, known_builds()[id].inputs) -%}
        {%- set some.sql = some.sql | replace(whole | string, '(' ~ delivered_in(node.name, files) ~ ')') -%}
    {%- endfor -%}
    {{ return(some.sql) }}
{%- endmacro %}

{#- those_of(relation, units, made_of, touched): the relation's rows of which any of these units is touched. Several are looked up one by one:
    joined by `or` every row would be held against every touched unit; and only for what the columns they are made of hold, which is little.
    Where there are several, none of them is null. -#}
{% macro those_of(relation, units, made_of, touched) -%}
    {%- if not made_of -%}
        {{ return(relation ~ ' semi join ' ~ touched ~ ' on (' ~ units[0] ~ ') is not distinct from ' ~ touched ~ '.unit') }}
    {%- endif -%}
    {%- set found = [] -%}
    {%- for unit in units -%} {%- do found.append('(' ~ unit ~ ') in (select unit from ' ~ touched ~ ')') -%} {%- endfor -%}
    {{ return(relation ~ ' semi join (select * from (select distinct ' ~ made_of ~ ' from ' ~ relation ~ ') where ' ~ found | join(' or ') ~ ') using (' ~ made_of ~ ')') }}
{%- endmacro %}
