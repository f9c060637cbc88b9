-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of bot_sessions, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'bot_session_id'}) }}
with staged as (

    {{ staged('bot_sessions') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when bot_session_id is null then 'NULL_KEY'
            when is_deleted then null
            when contact_id is null then 'MISSING:contact_id'
            when started_at is null then 'MISSING:started_at'
            when {{ is_mangled('bot_session_id') }}
                then 'MANGLED_ID:bot_session_id'
            when {{ is_mangled('contact_id') }}
                then 'MANGLED_ID:contact_id'
            when {{ is_mangled('bot_id') }}
                then 'MANGLED_ID:bot_id'
            when started_at < timestamp '1990-01-01' or started_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:started_at'
            when ended_at < timestamp '1990-01-01' or ended_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:ended_at'
            when handoff_requested_at < timestamp '1990-01-01' or handoff_requested_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:handoff_requested_at'
            when handoff_connected_at < timestamp '1990-01-01' or handoff_connected_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:handoff_connected_at'
            when ended_at < started_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:ended_at'
        end as _reject_reason
    from staged

),

{{ standing(['bot_session_id']) }}

select * from stood
