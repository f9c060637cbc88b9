-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of queues, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': '_key'}) }}
with staged as (

    {{ staged('queues') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when queue_id is null or valid_from is null then 'NULL_KEY'
            when is_deleted then null
            when {{ is_mangled('queue_id') }}
                then 'MANGLED_ID:queue_id'
            when {{ is_mangled('site_id') }}
                then 'MANGLED_ID:site_id'
            when {{ is_mangled('calendar_id') }}
                then 'MANGLED_ID:calendar_id'
            when valid_from < timestamp '1990-01-01' or valid_from >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:valid_from'
            when service_level_ms < 0 or service_level_ms > 1000000000000 then 'OUT_OF_RANGE:service_level_seconds'
            when short_abandon_ms < 0 or short_abandon_ms > 1000000000000 then 'OUT_OF_RANGE:short_abandon_seconds'
            when valid_to < valid_from - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:valid_to'
        end as _reject_reason
    from staged

),

{{ standing(['queue_id', 'valid_from']) }}

select * from stood
