-- Grain: one row per day, site, channel, queue and team of the agent segments that were connected then.
with segments as (

    select * from {{ ref('fct_agent_segment') }}
    where is_handled

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
        {{ sum_if('handle_ms + dial_ms') }} as handle_dial_ms
    from segments
    group by all

)

select * from counted
