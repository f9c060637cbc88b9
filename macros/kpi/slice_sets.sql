{#- The sets of slices a KPI is told for over a period: uncut, by each dimension alone, and by all of its dimensions.
    told_slices(relation): the four slice columns, (all) where the set is not cut.
    by_slice_sets(relation, keys): ends a query on a relation whose rows hold (all) in every dimension their KPI is not cut by.
    named_slices(relation): how many of the four a row is cut by.
    Sets that would only repeat another one are left out: a dimension alone that the KPI is not cut by, and all of one or none. -#}
{% macro told_slices(relation) -%}
    {%- for dimension in ['site_id', 'channel', 'queue_id', 'team_id'] %}
        coalesce({{ relation }}.{{ dimension }}, '(all)') as {{ dimension }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{% macro named_slices(relation) -%}
    {%- for dimension in ['site_id', 'channel', 'queue_id', 'team_id'] -%}
        cast(coalesce({{ relation }}.{{ dimension }}, '(all)') <> '(all)' as integer){{ ' + ' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{% macro by_slice_sets(relation, keys) -%}
    {%- set dimensions = ['site_id', 'channel', 'queue_id', 'team_id'] -%}
    {%- set named = named_slices(relation) -%}
    group by grouping sets (
        ({{ keys }}),
        {%- for dimension in dimensions %}
        ({{ keys }}, {{ relation }}.{{ dimension }}),
        {%- endfor %}
        ({{ keys }}, {{ relation }}.{{ dimensions | join(', ' ~ relation ~ '.') }})
    )
    having case {% for dimension in dimensions %}grouping({{ relation }}.{{ dimension }}){{ ' + ' if not loop.last }}{% endfor %}
        when 4 then true
        when 3 then {{ named }} = 1
        else {{ named }} > 1
    end
{%- endmacro %}
