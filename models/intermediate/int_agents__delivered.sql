-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of agents, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': '_key'}) }}
with staged as (

    {{ staged('agents') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when agent_id is null or valid_from is null then 'NULL_KEY'
            when is_deleted then null
            when {{ is_mangled('agent_id') }}
                then 'MANGLED_ID:agent_id'
            when {{ is_mangled('team_id') }}
                then 'MANGLED_ID:team_id'
            when {{ is_mangled('currency') }}
                then 'MANGLED_ID:currency'
            when valid_from < timestamp '1990-01-01' or valid_from >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:valid_from'
            when max_concurrency < 0 or max_concurrency > 1000000000 then 'OUT_OF_RANGE:max_concurrency'
            when valid_to < valid_from - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:valid_to'
        end as _reject_reason
    from staged

),

{{ standing(['agent_id', 'valid_from']) }}

select * from stood
