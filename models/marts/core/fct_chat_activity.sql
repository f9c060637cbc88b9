-- Grain: one row per handled agent segment of a live chat.
-- Does:  takes what goes beyond chat_idle_seconds out of every silence. A silence lies between neighbouring public messages of the
--        contact inside the segment; the segment's start and end bound the first and the last one.
{{ config(meta={'unit': 'contact_id'}) }}
with segments as (

    select * from {{ ref('fct_agent_segment') }} {{ of_unit('contact_id') }}
    where is_handled and is_live_chat

),

messages as (

    select * from {{ ref('fct_message') }} {{ of_unit('contact_id') }}

),

edges as (

    select
        segment_id,
        contact_id,
        connected_at as edge_at
    from segments

    union all

    select
        segments.segment_id,
        segments.contact_id,
        messages.sent_at
    from segments
    inner join messages
        on
            segments.contact_id = messages.contact_id
            and segments.connected_at <= messages.sent_at
            and segments.disconnected_at >= messages.sent_at
    where messages.is_public

    union all

    select
        segment_id,
        contact_id,
        -- an end before the start is a clock's fault
        greatest(connected_at, disconnected_at)
    from segments

),

paired as (

    select
        segment_id,
        contact_id,
        edge_at,
        lead(edge_at) over (partition by segment_id order by edge_at) as next_at
    from edges

),

measured as (

    select
        segment_id,
        contact_id,
        {{ milliseconds_between('edge_at', 'next_at') }} as silence_ms
    from paired
    where next_at is not null

),

summed as (

    select
        segment_id,
        contact_id,
        cast(sum(least(silence_ms, 1000 * {{ var('chat_idle_seconds') }})) as bigint) as active_ms
    from measured
    group by segment_id, contact_id

)

select * from summed
