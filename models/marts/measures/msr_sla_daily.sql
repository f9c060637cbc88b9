-- Grain: one row per day, channel and team of the promises that were made then.
with promises as (

    select * from {{ ref('fct_sla_instance') }}
    where is_due

),

counted as (

    select
        applied_date as measure_date,
        {{ known_slices('promises', ['channel', 'team_id']) }},
        count(*) as sla_due,
        {{ count_if('is_met') }} as sla_met,
        {{ count_if("metric = 'first_reply'") }} as sla_first_reply_due,
        {{ count_if("metric = 'first_reply' and is_met") }} as sla_first_reply_met,
        {{ count_if("metric = 'resolution'") }} as sla_resolution_due,
        {{ count_if("metric = 'resolution' and is_met") }} as sla_resolution_met
    from promises
    group by all

)

select * from counted
