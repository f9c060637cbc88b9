-- Grain: one row per day, site, channel, queue and team of the agent segments that were connected then.
{{ config(meta={
    'unit': 'measure_date',
    'through': {'fct_chat_activity': ['fct_agent_segment', 'segment_id', 'connected_date']},
}) }}
with handled as (

    select * from {{ ref('fct_agent_segment') }} {{ of_unit('measure_date', 'connected_date') }}
    where is_handled

),

segments as (

    select
        handled.*,
        chats.active_ms
    from handled
    left join {{ ref('fct_chat_activity') }} as chats on handled.segment_id = chats.segment_id

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
