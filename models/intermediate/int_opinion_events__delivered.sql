-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of opinion_events, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'event_id'}) }}
with staged as (

    {{ staged('opinion_events') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when event_id is null then 'NULL_KEY'
            when is_deleted then null
            when occurred_at is null then 'MISSING:occurred_at'
            when {{ is_mangled('event_id') }}
                then 'MANGLED_ID:event_id'
            when {{ is_mangled('contact_id') }}
                then 'MANGLED_ID:contact_id'
            when {{ is_mangled('severity') }}
                then 'MANGLED_ID:severity'
            when occurred_at < timestamp '1990-01-01' or occurred_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:occurred_at'
            when escalated_at < timestamp '1990-01-01' or escalated_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:escalated_at'
            when escalated_at < occurred_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:escalated_at'
        end as _reject_reason
    from staged

),

{{ standing(['event_id']) }}

select * from stood
