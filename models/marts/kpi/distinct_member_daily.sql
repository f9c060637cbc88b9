-- Grain: one row per day, slice, measure and member. For measures that count distinct members, which no sum can add up.
-- Not published: a member could be followed from row to row. What is published is distinct_recurrence_daily.
{{ config(meta={'unit': 'kpi_date'}) }}
{% set feeds = [
    'msr_queue_members',
    'msr_agent_segment_members',
] %}
with members as (

    {% for feed in feeds %}
    select * from {{ ref(feed) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

shown as (

    select
        * exclude (team_id),
        {{ shown_team("coalesce(members.team_id, '(unknown)')") }} as team_id
    from members

),

told as (

    select distinct
        measure_date as kpi_date,
        {{ known_slices('shown', ['site_id', 'channel', 'queue_id', 'team_id']) }},
        measure_id,
        member as member_key
    from shown

)

select * from told
