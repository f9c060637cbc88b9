-- Grain: one row per day, slice, measure and member. For KPIs that ask how much of an amount its largest members make up.
{{ config(meta={'unit': 'kpi_date'}) }}
{% set feeds = [
    'msr_process_step_amounts',
] %}
with amounts as (

    {% for feed in feeds %}
    select * from {{ ref(feed) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

shown as (

    select
        * exclude (team_id),
        {{ shown_team("coalesce(amounts.team_id, '(unknown)')") }} as team_id
    from amounts

),

summed as (

    select
        measure_date as kpi_date,
        {{ known_slices('shown', ['site_id', 'channel', 'queue_id', 'team_id']) }},
        measure_id,
        member,
        {{ sum_if('amount') }} as amount,
        count(*) as observations
    from shown
    group by all

)

select * from summed
