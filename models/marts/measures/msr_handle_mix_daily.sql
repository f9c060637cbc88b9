-- Grain: one row per day, site, channel and queue of the contacts of which both juniors and seniors handled some.
{{ config(meta={'unit': 'measure_date'}) }}
with cells as (

    select * from {{ ref('fct_handle_cell') }} {{ of_unit('measure_date', 'connected_date') }}

),

counted as (

    select
        connected_date as measure_date,
        {{ known_slices('cells', ['site_id', 'channel', 'queue_id']) }},
        {{ sum_if('junior_handle_ms') }} as junior_handle_ms,
        {{ sum_if('junior_handle_at_senior_mean_ms') }} as junior_handle_at_senior_mean_ms
    from cells
    group by all

)

select * from counted
