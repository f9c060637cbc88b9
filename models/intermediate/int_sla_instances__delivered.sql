-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of sla_instances, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'sla_id'}) }}
with staged as (

    {{ staged('sla_instances') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when sla_id is null then 'NULL_KEY'
            when is_deleted then null
            when ticket_id is null then 'MISSING:ticket_id'
            when metric is null then 'MISSING:metric'
            when applied_at is null then 'MISSING:applied_at'
            when {{ is_mangled('sla_id') }}
                then 'MANGLED_ID:sla_id'
            when {{ is_mangled('ticket_id') }}
                then 'MANGLED_ID:ticket_id'
            when {{ is_mangled('policy') }}
                then 'MANGLED_ID:policy'
            when {{ is_mangled('priority') }}
                then 'MANGLED_ID:priority'
            when applied_at < timestamp '1990-01-01' or applied_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:applied_at'
            when due_at < timestamp '1990-01-01' or due_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:due_at'
            when fulfilled_at < timestamp '1990-01-01' or fulfilled_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:fulfilled_at'
            when due_at < applied_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:due_at'
            when fulfilled_at < applied_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:fulfilled_at'
        end as _reject_reason
    from staged

),

{{ standing(['sla_id']) }}

select * from stood
