-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of bot_turns, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'turn_id'}) }}
with staged as (

    {{ staged('bot_turns') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when turn_id is null then 'NULL_KEY'
            when is_deleted then null
            when bot_session_id is null then 'MISSING:bot_session_id'
            when asked_at is null then 'MISSING:asked_at'
            when {{ is_mangled('turn_id') }}
                then 'MANGLED_ID:turn_id'
            when {{ is_mangled('bot_session_id') }}
                then 'MANGLED_ID:bot_session_id'
            when {{ is_mangled('intent') }}
                then 'MANGLED_ID:intent'
            when {{ is_mangled('labelled_intent') }}
                then 'MANGLED_ID:labelled_intent'
            when asked_at < timestamp '1990-01-01' or asked_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:asked_at'
        end as _reject_reason
    from staged

),

{{ standing(['turn_id']) }}

select * from stood
