-- Grain: one row per day, slice, measure and member. For KPIs that ask how much of an amount its largest members make up.
{% set feeds = [
    'msr_process_step_amounts',
] %}
with amounts as (

    {% for feed in feeds %}
    select * from {{ ref(feed) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

summed as (

    select
        measure_date as kpi_date,
        {{ known_slices('amounts', ['site_id', 'channel', 'queue_id', 'team_id']) }},
        measure_id,
        member,
        {{ sum_if('amount') }} as amount,
        count(*) as observations
    from amounts
    group by all

)

select * from summed
