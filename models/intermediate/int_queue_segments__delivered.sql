-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of queue_segments, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'segment_id'}) }}
with staged as (

    {{ staged('queue_segments') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when segment_id is null then 'NULL_KEY'
            when is_deleted then null
            when contact_id is null then 'MISSING:contact_id'
            when queue_id is null then 'MISSING:queue_id'
            when entered_at is null then 'MISSING:entered_at'
            when {{ is_mangled('segment_id') }}
                then 'MANGLED_ID:segment_id'
            when {{ is_mangled('contact_id') }}
                then 'MANGLED_ID:contact_id'
            when {{ is_mangled('queue_id') }}
                then 'MANGLED_ID:queue_id'
            when {{ is_mangled('agent_id') }}
                then 'MANGLED_ID:agent_id'
            when entered_at < timestamp '1990-01-01' or entered_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:entered_at'
            when left_at < timestamp '1990-01-01' or left_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:left_at'
            when ring_ms < 0 or ring_ms > 1000000000000 then 'OUT_OF_RANGE:ring_seconds'
            when ring_count < 0 or ring_count > 1000000000 then 'OUT_OF_RANGE:ring_count'
            when left_at < entered_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:left_at'
        end as _reject_reason
    from staged

),

{{ standing(['segment_id']) }}

select * from stood
