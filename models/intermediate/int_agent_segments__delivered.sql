-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of agent_segments, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'segment_id'}) }}
with staged as (

    {{ staged('agent_segments') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when segment_id is null then 'NULL_KEY'
            when is_deleted then null
            when contact_id is null then 'MISSING:contact_id'
            when agent_id is null then 'MISSING:agent_id'
            when connected_at is null then 'MISSING:connected_at'
            when {{ is_mangled('segment_id') }}
                then 'MANGLED_ID:segment_id'
            when {{ is_mangled('contact_id') }}
                then 'MANGLED_ID:contact_id'
            when {{ is_mangled('agent_id') }}
                then 'MANGLED_ID:agent_id'
            when {{ is_mangled('queue_id') }}
                then 'MANGLED_ID:queue_id'
            when connected_at < timestamp '1990-01-01' or connected_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:connected_at'
            when disconnected_at < timestamp '1990-01-01' or disconnected_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:disconnected_at'
            when hold_ms < 0 or hold_ms > 1000000000000 then 'OUT_OF_RANGE:hold_seconds'
            when hold_count < 0 or hold_count > 1000000000 then 'OUT_OF_RANGE:hold_count'
            when acw_ended_at < timestamp '1990-01-01' or acw_ended_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:acw_ended_at'
            when dial_ms < 0 or dial_ms > 1000000000000 then 'OUT_OF_RANGE:dial_seconds'
            when switch_ms < 0 or switch_ms > 1000000000000 then 'OUT_OF_RANGE:switch_seconds'
            when disconnected_at < connected_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:disconnected_at'
            when acw_ended_at < disconnected_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:acw_ended_at'
        end as _reject_reason
    from staged

),

{{ standing(['segment_id']) }}

select * from stood
