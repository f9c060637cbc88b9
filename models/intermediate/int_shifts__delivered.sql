-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of shifts, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'shift_id'}) }}
with staged as (

    {{ staged('shifts') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when shift_id is null then 'NULL_KEY'
            when is_deleted then null
            when agent_id is null then 'MISSING:agent_id'
            when starts_at is null then 'MISSING:starts_at'
            when ends_at is null then 'MISSING:ends_at'
            when {{ is_mangled('shift_id') }}
                then 'MANGLED_ID:shift_id'
            when {{ is_mangled('agent_id') }}
                then 'MANGLED_ID:agent_id'
            when starts_at < timestamp '1990-01-01' or starts_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:starts_at'
            when ends_at < timestamp '1990-01-01' or ends_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:ends_at'
            when ends_at < starts_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:ends_at'
        end as _reject_reason
    from staged

),

{{ standing(['shift_id']) }}

select * from stood
