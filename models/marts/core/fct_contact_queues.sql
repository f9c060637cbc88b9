-- Grain: one row per contact that entered a queue.
with segments as (

    select * from {{ ref('fct_queue_segment') }}

),

summarised as (

    select
        contact_id,
        {{ first_by('queue_id', ['entered_at', 'segment_id']) }} as queue_id,
        bool_or(outcome_class = 'flow_out') as has_flowed_out
    from segments
    group by contact_id

)

select * from summarised
