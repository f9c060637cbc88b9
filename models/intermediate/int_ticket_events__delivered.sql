-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of ticket_events, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'event_id'}) }}
with staged as (

    {{ staged('ticket_events') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when event_id is null then 'NULL_KEY'
            when is_deleted then null
            when ticket_id is null then 'MISSING:ticket_id'
            when occurred_at is null then 'MISSING:occurred_at'
            when event_type is null then 'MISSING:event_type'
            when {{ is_mangled('event_id') }}
                then 'MANGLED_ID:event_id'
            when {{ is_mangled('ticket_id') }}
                then 'MANGLED_ID:ticket_id'
            when {{ is_mangled('priority') }}
                then 'MANGLED_ID:priority'
            when {{ is_mangled('agent_id') }}
                then 'MANGLED_ID:agent_id'
            when {{ is_mangled('team_id') }}
                then 'MANGLED_ID:team_id'
            when {{ is_mangled('step') }}
                then 'MANGLED_ID:step'
            when occurred_at < timestamp '1990-01-01' or occurred_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:occurred_at'
        end as _reject_reason
    from staged

),

{{ standing(['event_id']) }}

select * from stood
