-- Grain: one row per contact that an agent was connected to.
{{ config(meta={'unit': 'contact_id'}) }}
with segments as (

    select * from {{ ref('fct_agent_segment') }} {{ of_unit('contact_id') }}

),

summarised as (

    select
        contact_id,
        min(connected_at) as first_connected_at,
        {{ first_by('team_id', ['connected_at', 'segment_id']) }} as team_id,
        {{ first_by('queue_id', ['connected_at', 'segment_id']) }} as queue_id,
        {{ first_by('is_transferred_out', ['connected_at', 'segment_id']) }} as was_first_transferred_out,
        {{ last_by('is_transferred_out', ['connected_at', 'segment_id']) }} as was_last_transferred_out,
        {{ sum_if('connected_ms', 'is_handled') }} as human_session_ms,
        {{ first_by('agent_id', ['connected_at', 'segment_id']) }} as agent_id
    from segments
    group by contact_id

)

select * from summarised
