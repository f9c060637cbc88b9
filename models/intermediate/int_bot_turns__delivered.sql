-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of bot_turns, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
with staged as (

    {{ staged('bot_turns') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when turn_id is null then 'NULL_KEY'
            when bot_session_id is null then 'MISSING:bot_session_id'
            when asked_at is null then 'MISSING:asked_at'
            when asked_at < timestamp '1990-01-01' or asked_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:asked_at'
        end as _reject_reason
    from staged

),

{{ standing(['turn_id']) }}

select * from stood
