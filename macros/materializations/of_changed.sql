{#- of_changed(columns): stands behind the model in a test's SQL and says that a row is judged by itself; or with columns, beside rows that share
    these. Rows of units that are as they were when the test passed need not be looked at then. -#}
{% macro of_changed(columns='') -%} /* of changed units: {{ columns }} */ {%- endmacro %}

{#- looked_at(now, passed): the test's SQL, of the changed units alone where it may be. passed: its inputs when it passed. -#}
{% macro looked_at(now, passed) -%}
    {%- set mark = modules.re.search('/\* of changed units: (.*?) \*/', compiled_code) -%}
    {%- set read = tables_read(model.unique_id) | unique | list -%}
    {%- if not mark or read | length != 1 or not is_comparable(now, passed) -%} {{ return(compiled_code) }} {%- endif -%}
    {%- set node, moved = graph.nodes.get(read[0], {}), known_builds().get(read[0], {}) -%}
    {%- set unit = ((node.config or {}).meta or {}).unit -%}
    {%- set columns = [unit] if unit is string else unit or [] -%}
    {%- set together = mark[1].split(', ') if mark[1] else columns -%}
    {%- if not columns or columns | reject('in', together) | list or not moved.content_before or moved.content_before != passed.contents[read[0]] -%}
        {{ return(compiled_code) }}
    {%- endif -%}
    {%- set changed = '(select distinct ' ~ unit_in_sql(unit) ~ ' as unit from changes.' ~ adapter.quote(node.name) ~ ') as changed' -%}
    {{ return(compiled_code | replace(mark[0], 'semi join ' ~ changed ~ ' on ' ~ unit_in_sql(unit) ~ ' is not distinct from changed.unit')) }}
{%- endmacro %}
