-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of trunk_intervals, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': '_key'}) }}
with staged as (

    {{ staged('trunk_intervals') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when interval_start is null then 'NULL_KEY'
            when is_deleted then null
            when interval_ms is null then 'MISSING:interval_seconds'
            when attempts is null then 'MISSING:attempts'
            when blocked is null then 'MISSING:blocked'
            when {{ is_mangled('site_id') }}
                then 'MANGLED_ID:site_id'
            when interval_start < timestamp '1990-01-01' or interval_start >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:interval_start'
            when interval_ms < 0 or interval_ms > 1000000000000 then 'OUT_OF_RANGE:interval_seconds'
            when attempts < 0 or attempts > 1000000000 then 'OUT_OF_RANGE:attempts'
            when blocked < 0 or blocked > 1000000000 then 'OUT_OF_RANGE:blocked'
        end as _reject_reason
    from staged

),

{{ standing(['interval_start', 'site_id']) }}

select * from stood
