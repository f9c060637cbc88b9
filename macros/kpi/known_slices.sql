{#- known_slices(relation, dimensions): the four slice columns of a measure feed, in their fixed order.
    A dimension that the process is cut by shows (unknown) where it is null; one that it is not cut by shows (all). -#}
{% macro known_slices(relation, dimensions) -%}
    {%- for dimension in ['site_id', 'channel', 'queue_id', 'team_id'] %}
        {% if dimension in dimensions -%}
        coalesce({{ relation }}.{{ dimension }}, '(unknown)') as {{ dimension }}
        {%- else -%}
        '(all)' as {{ dimension }}
        {%- endif -%}
        {{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
