-- Grain: one row per queue and version; a version holds from valid_from up to, but not at, valid_to.
with queues as (

    select * from {{ ref('int_queues') }}

),

followed as (

    select
        queue_id,
        valid_from,
        least(valid_to, lead(valid_from) over (partition by queue_id order by valid_from)) as valid_to,
        queue_name,
        channel,
        site_id,
        calendar_id,
        service_level_ms,
        short_abandon_ms
    from queues

)

select * from followed
