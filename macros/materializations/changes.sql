{#- What a build of everything has changed, for the tables that models with units read; only of small tables, since the comparison costs
    more than it saves of large ones. -#}
{% macro keep_before() -%}
    {%- do run_query('create or replace temp table ' ~ 'before_' ~ model.name ~ ' as from ' ~ this) -%}
{%- endmacro %}

{% macro record_changes() -%}
    {%- set columns = adapter.get_columns_in_relation(this) | map(attribute='quoted') | join(', ') -%}
    {%- call statement('record_changes') -%}
        {{ create_changes(columns, this, 'before_' ~ model.name) }};
        drop table before_{{ model.name }}
    {%- endcall -%}
{%- endmacro %}

{#- create_changes(columns, came, went): keep for the readers of this model how often each row of one relation is more or less often in the other. -#}
{% macro create_changes(columns, came, went) -%}
    create or replace table changes.{{ adapter.quote(model.name) }} as
    select {{ columns }}, cast(sum(_side) as bigint) as _times
    from (
        select {{ columns }}, 1 as _side from {{ came }}
        union all
        select {{ columns }}, -1 as _side from {{ went }}
    )
    group by all
    having sum(_side) <> 0
{%- endmacro %}

{#- is_followed(id): whether a model that has a unit reads it, itself or through ephemeral models. -#}
{% macro is_followed(id) -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' and id in node.depends_on.nodes -%}
        {%- if (node.config.meta or {}).get('unit') or (node.config.materialized == 'ephemeral' and is_followed(node.unique_id)) -%}
            {{ return(true) }}
        {%- endif -%}
    {%- endfor -%}
    {{ return(false) }}
{%- endmacro %}
