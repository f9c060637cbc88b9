-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of agent_states, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'state_id'}) }}
with staged as (

    {{ staged('agent_states') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when state_id is null then 'NULL_KEY'
            when is_deleted then null
            when agent_id is null then 'MISSING:agent_id'
            when state is null then 'MISSING:state'
            when entered_at is null then 'MISSING:entered_at'
            when {{ is_mangled('state_id') }}
                then 'MANGLED_ID:state_id'
            when {{ is_mangled('agent_id') }}
                then 'MANGLED_ID:agent_id'
            when entered_at < timestamp '1990-01-01' or entered_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:entered_at'
            when left_at < timestamp '1990-01-01' or left_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:left_at'
            when left_at < entered_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:left_at'
        end as _reject_reason
    from staged

),

{{ standing(['state_id']) }}

select * from stood
