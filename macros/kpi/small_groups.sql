{#- Groups too small to be told alone.
    small_groups(members, group_id, least): which of them are told as one, from rows of (group_id, agent_id): those of fewer than
    `least` agents and, since what is told together must not be one group or a few agents either, the next smallest, until they are
    two groups and `least` agents. All of them where even that is not enough; none where none is too small. -#}
{% macro small_groups(members, group_id, least) -%}
    with counted as (

        select
            {{ group_id }},
            count(distinct agent_id) as agents
        from {{ members }}
        group by {{ group_id }}

    ),

    placed as (

        select
            *,
            row_number() over (order by agents, {{ group_id }}) as place,
            count(*) filter (where agents < {{ least }}) over () as too_small
        from counted

    ),

    first_places as (

        -- an agent of several groups adds to the first of them only
        select
            members.agent_id,
            min(placed.place) as place
        from {{ members }} as members
        inner join placed on members.{{ group_id }} = placed.{{ group_id }}
        where members.agent_id is not null
        group by members.agent_id

    ),

    gathered as (

        select
            placed.*,
            (select count(*) from first_places where first_places.place <= placed.place) as agents_so_far
        from placed

    )

    select {{ group_id }}
    from gathered
    where too_small > 0
    qualify place <= coalesce(
        min(place) filter (where place >= greatest(too_small, 2) and agents_so_far >= {{ least }}) over (), place
    )
{%- endmacro %}
