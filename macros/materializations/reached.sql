{#- reached(meta, name, changes): SQL of the units that changes of a relation reach in the ways that meta says of it. -#}
{% macro reached(meta, name, changes) -%}
    {%- set found = [] -%}
    {%- for column in (meta.follows or {}).get(name, []) -%}
        {%- do found.append('select ' ~ unit_in_sql(meta.unit) ~ ' as unit from ' ~ this ~ ' where ' ~ column ~ ' in (select ' ~ column ~ ' from ' ~ changes ~ ')') -%}
    {%- endfor -%}
    {%- if name in (meta.through or {}) -%}
        {%- set other, key, by = meta.through[name][:3] -%}
        {%- do found.append('select ' ~ by ~ ' as unit from ' ~ table_named(other) ~ ' where ' ~ key ~ ' in (select ' ~ meta.through[name][-1 if meta.through[name] | length > 3 else 1] ~ ' from ' ~ changes ~ ')') -%}
    {%- endif -%}
    {%- if name == 'int_data_span' -%} {%- do found.extend(ripened(meta, changes)) -%} {%- endif -%}
    {%- if name in (meta.grows or {}) and has_only_grown(changes, meta.grows[name]) -%}
        {%- do found.append('select ' ~ unit_in_sql(meta.unit) ~ ' as unit from ' ~ this ~ ' where false') -%}
    {%- endif -%}
    {{ return(found) }}
{%- endmacro %}

{% macro has_only_grown(changes, columns) -%}
    {%- set gone = run_query('select 1 from ' ~ changes ~ ' group by ' ~ columns | join(', ') ~ ' having sum(_times) < 0 limit 1') -%}
    {{ return(gone.rows | length == 0) }}
{%- endmacro %}

{#- table_named(name): the table of that name that the model reads, itself or through an ephemeral model. -#}
{% macro table_named(name) -%}
    {%- for id in tables_read(model.unique_id) -%}
        {%- set node = graph.nodes.get(id) -%}
        {%- if node and node.name in (name, name ~ '__delivered') -%}
            {{ return(api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias)) }}
        {%- endif -%}
    {%- endfor -%}
    {{ exceptions.raise_compiler_error(model.name ~ ' says through ' ~ name ~ ', which it does not read') }}
{%- endmacro %}
