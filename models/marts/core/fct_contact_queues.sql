-- Grain: one row per contact that entered a queue.
{{ config(meta={'unit': 'contact_id'}) }}
with segments as (

    select * from {{ ref('fct_queue_segment') }} {{ of_unit('contact_id') }}

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
