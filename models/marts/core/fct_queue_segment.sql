-- Grain: one row per entry of one contact into one queue, whatever its direction; is_inbound says which ones the KPIs count.
{{ config(meta={'unit': 'contact_id', 'follows': {'dim_queue': ['queue_id']}}) }}
with segments as (

    select * from {{ ref('int_queue_segments') }} {{ of_unit('contact_id') }}

),

contacts as (

    select * from {{ ref('int_contacts') }} {{ of_unit('contact_id') }}

),

queues as (

    select * from {{ ref('dim_queue') }}

),

channels as (

    select * from {{ ref('dim_channel') }}

),

sites as (

    select * from {{ ref('sites') }}

),

placed as (

    select
        segments.segment_id,
        segments.contact_id,
        segments.queue_id,
        segments.agent_id,
        segments.entered_at,
        segments.left_at,
        contacts.customer_id,
        coalesce(contacts.site_id, queues.site_id) as site_id,
        coalesce(contacts.channel, queues.channel) as channel,
        {{ is_inbound('contacts.direction') }} as is_inbound,
        case
            when segments.left_at is null then 'open'
            when segments.outcome in ('answered', 'abandoned') then segments.outcome
            when segments.outcome in ('overflow', 'callback_requested', 'voicemail', 'returned') then 'flow_out'
            else 'open'
        end as outcome_class,
        segments.outcome,
        {{ milliseconds_between('segments.entered_at', 'segments.left_at') }} as wait_ms,
        coalesce(
            segments.ring_count * 1000, {{ whole_share('segments.ring_ms', 1, var('ring_cycle_seconds')) }}
        ) as rings_milli,
        queues.service_level_ms,
        queues.short_abandon_ms
    from segments
    left join contacts on segments.contact_id = contacts.contact_id
    left join queues on {{ version_at('queues', 'queue_id', 'segments.queue_id', 'segments.entered_at') }}

),

limited as (

    select
        placed.* exclude (service_level_ms, short_abandon_ms),
        {{ local_date('placed.entered_at', 'sites.timezone') }} as entered_date,
        {{ half_hour_of('placed.entered_at', 'sites.timezone') }} as entered_half_hour_at,
        coalesce(
            placed.service_level_ms, channels.service_level_seconds * 1000, {{ var('default_service_level_seconds') }} * 1000
        ) as threshold_ms,
        coalesce(
            placed.short_abandon_ms, channels.short_abandon_seconds * 1000, {{ var('default_short_abandon_seconds') }} * 1000
        ) as short_abandon_ms
    from placed
    left join channels on placed.channel = channels.channel
    left join sites on placed.site_id = sites.site_id

),

judged as (

    select
        *,
        outcome_class <> 'open' as is_closed,
        wait_ms <= threshold_ms as is_in_threshold,
        outcome_class = 'abandoned' and wait_ms <= threshold_ms as is_abandoned_in_threshold,
        outcome_class = 'abandoned' and wait_ms <= short_abandon_ms as is_short_abandon
    from limited

)

select * from judged
