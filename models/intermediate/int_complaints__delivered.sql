-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of complaints, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'complaint_id'}) }}
with staged as (

    {{ staged('complaints') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when complaint_id is null then 'NULL_KEY'
            when is_deleted then null
            when opened_at is null then 'MISSING:opened_at'
            when {{ is_mangled('complaint_id') }}
                then 'MANGLED_ID:complaint_id'
            when {{ is_mangled('contact_id') }}
                then 'MANGLED_ID:contact_id'
            when {{ is_mangled('customer_id') }}
                then 'MANGLED_ID:customer_id'
            when opened_at < timestamp '1990-01-01' or opened_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:opened_at'
            when due_at < timestamp '1990-01-01' or due_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:due_at'
            when closed_at < timestamp '1990-01-01' or closed_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:closed_at'
            when due_at < opened_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:due_at'
            when closed_at < opened_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:closed_at'
        end as _reject_reason
    from staged

),

{{ standing(['complaint_id']) }}

select * from stood
