-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of tickets, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'ticket_id'}) }}
with staged as (

    {{ staged('tickets') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when ticket_id is null then 'NULL_KEY'
            when is_deleted then null
            when created_at is null then 'MISSING:created_at'
            when {{ is_mangled('ticket_id') }}
                then 'MANGLED_ID:ticket_id'
            when {{ is_mangled('contact_id') }}
                then 'MANGLED_ID:contact_id'
            when {{ is_mangled('customer_id') }}
                then 'MANGLED_ID:customer_id'
            when {{ is_mangled('issue_key') }}
                then 'MANGLED_ID:issue_key'
            when {{ is_mangled('merged_into_ticket_id') }}
                then 'MANGLED_ID:merged_into_ticket_id'
            when created_at < timestamp '1990-01-01' or created_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:created_at'
        end as _reject_reason
    from staged

),

{{ standing(['ticket_id']) }}

select * from stood
