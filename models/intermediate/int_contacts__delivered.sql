-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of contacts, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'contact_id'}) }}
with staged as (

    {{ staged('contacts') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when contact_id is null then 'NULL_KEY'
            when is_deleted then null
            when source_system is null then 'MISSING:source_system'
            when channel is null then 'MISSING:channel'
            when started_at is null then 'MISSING:started_at'
            when {{ is_mangled('contact_id') }}
                then 'MANGLED_ID:contact_id'
            when {{ is_mangled('customer_id') }}
                then 'MANGLED_ID:customer_id'
            when {{ is_mangled('site_id') }}
                then 'MANGLED_ID:site_id'
            when {{ is_mangled('issue_key') }}
                then 'MANGLED_ID:issue_key'
            when {{ is_mangled('parent_contact_id') }}
                then 'MANGLED_ID:parent_contact_id'
            when started_at < timestamp '1990-01-01' or started_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:started_at'
            when ended_at < timestamp '1990-01-01' or ended_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:ended_at'
            when ended_at < started_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:ended_at'
        end as _reject_reason
    from staged

),

{{ standing(['contact_id']) }}

select * from stood
