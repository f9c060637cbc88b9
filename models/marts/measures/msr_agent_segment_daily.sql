-- Grain: one row per day, site, channel, queue and team of the agent segments that were connected then.
with segments as (

    select
        segments.*,
        chats.active_ms
    from {{ ref('fct_agent_segment') }} as segments
    left join {{ ref('fct_chat_activity') }} as chats on segments.segment_id = chats.segment_id
    where segments.is_handled

),

counted as (

    select
        connected_date as measure_date,
        {{ known_slices('segments', ['site_id', 'channel', 'queue_id', 'team_id']) }},
        count(*) as handled,
        {{ count_if('hold_ms > 0') }} as held,
        {{ count_if('is_transferred_out') }} as transferred_out,
        {{ sum_if('talk_ms') }} as talk_ms,
        {{ sum_if('hold_ms') }} as hold_ms,
        {{ sum_if('acw_ms') }} as acw_ms,
        {{ sum_if('talk_ms + acw_ms') }} as talk_acw_ms,
        {{ sum_if('handle_ms') }} as handle_ms,
        {{ sum_if('handle_ms + dial_ms') }} as handle_dial_ms,

        -- spoken channels
        {{ count_if('is_spoken and is_ending_known') }} as spoken_endings,
        {{ count_if('is_hangup') }} as agent_hangups,

        -- live chats
        {{ count_if('is_live_chat') }} as chat_handled,
        {{ sum_if('handle_ms', 'is_live_chat') }} as chat_handle_ms,
        {{ sum_if('active_ms + acw_ms', 'is_live_chat') }} as chat_active_acw_ms,

        -- moving between systems
        {{ sum_if('switch_ms') }} as switch_ms,
        {{ sum_if('handle_ms', 'switch_ms is not null') }} as handle_switch_known_ms
    from segments
    group by all

)

select * from counted
