-- Grain: one row per day, channel and team of the tickets that were opened then.
{{ config(meta={'unit': 'measure_date'}) }}
with tickets as (

    select * from {{ ref('fct_ticket') }} {{ of_unit('measure_date', 'created_date') }}
    where is_counted

),

counted as (

    select
        created_date as measure_date,
        {{ known_slices('tickets', ['channel', 'team_id']) }},
        count(*) as tickets_created,
        {{ count_if('is_matured') }} as tickets_matured,
        {{ count_if('is_matured and is_resolved_in_cutoff') }} as tickets_resolved_in_cutoff
    from tickets
    group by all

)

select * from counted
