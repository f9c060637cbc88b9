-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of opinion_alerts, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'alert_id'}) }}
with staged as (

    {{ staged('opinion_alerts') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when alert_id is null then 'NULL_KEY'
            when is_deleted then null
            when alerted_at is null then 'MISSING:alerted_at'
            when {{ is_mangled('alert_id') }}
                then 'MANGLED_ID:alert_id'
            when {{ is_mangled('event_id') }}
                then 'MANGLED_ID:event_id'
            when alerted_at < timestamp '1990-01-01' or alerted_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:alerted_at'
        end as _reject_reason
    from staged

),

{{ standing(['alert_id']) }}

select * from stood
