-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of agent_skills, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'assessment_id'}) }}
with staged as (

    {{ staged('agent_skills') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when assessment_id is null then 'NULL_KEY'
            when is_deleted then null
            when agent_id is null then 'MISSING:agent_id'
            when skill is null then 'MISSING:skill'
            when assessed_at is null then 'MISSING:assessed_at'
            when {{ is_mangled('assessment_id') }}
                then 'MANGLED_ID:assessment_id'
            when {{ is_mangled('agent_id') }}
                then 'MANGLED_ID:agent_id'
            when {{ is_mangled('skill') }}
                then 'MANGLED_ID:skill'
            when assessed_at < timestamp '1990-01-01' or assessed_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:assessed_at'
        end as _reject_reason
    from staged

),

{{ standing(['assessment_id']) }}

select * from stood
