-- Grain: one row per handling spell of one agent on one contact.
{{ config(meta={'unit': 'contact_id', 'follows': {'dim_agent': ['agent_id']}}) }}
with segments as (

    select * from {{ ref('int_agent_segments') }} {{ of_unit('contact_id') }}

),

contacts as (

    select * from {{ ref('int_contacts') }} {{ of_unit('contact_id') }}

),

agents as (

    select * from {{ ref('dim_agent') }}

),

sites as (

    select * from {{ ref('sites') }}

),

channels as (

    select * from {{ ref('dim_channel') }}

),

placed as (

    select
        segments.segment_id,
        segments.contact_id,
        segments.agent_id,
        segments.queue_id,
        contacts.site_id,
        contacts.channel,
        -- the team at the time, not the one of today
        agents.team_id,
        agents.tier,
        segments.connected_at,
        segments.disconnected_at,
        {{ local_date('segments.connected_at', 'sites.timezone') }} as connected_date,
        segments.disconnected_by,
        segments.disconnected_at is not null as is_handled,
        coalesce(channels.is_spoken, false) as is_spoken,
        coalesce(channels.is_live_chat, false) as is_live_chat,
        coalesce(segments.disconnected_by, 'unknown') <> 'unknown' as is_ending_known,
        coalesce(segments.transfer_out in ('blind', 'consult'), false) as is_transferred_out,
        {{ milliseconds_between('segments.connected_at', 'segments.disconnected_at') }} as connected_ms,
        coalesce(segments.hold_ms, 0) as hold_ms,
        coalesce({{ milliseconds_between('segments.disconnected_at', 'segments.acw_ended_at') }}, 0) as acw_ms,
        coalesce(segments.dial_ms, 0) as dial_ms,
        segments.switch_ms
    from segments
    left join contacts on segments.contact_id = contacts.contact_id
    left join agents on {{ version_at('agents', 'agent_id', 'segments.agent_id', 'segments.connected_at') }}
    left join sites on contacts.site_id = sites.site_id
    left join channels on contacts.channel = channels.channel

),

measured as (

    select
        * exclude (hold_ms),
        -- more hold than connection is an error of the source; handling stays within the spell
        least(hold_ms, connected_ms) as hold_ms,
        case when is_handled then greatest(connected_ms - hold_ms, 0) end as talk_ms
    from placed

),

summed as (

    select
        *,
        talk_ms + hold_ms + acw_ms as handle_ms
    from measured

),

judged as (

    select
        * exclude (switch_ms),
        -- moving between systems is a part of handling
        case when switch_ms is not null then least(switch_ms, handle_ms) end as switch_ms,
        is_spoken and is_ending_known and disconnected_by = 'agent' and not is_transferred_out as is_hangup
    from summed

)

select * from judged
