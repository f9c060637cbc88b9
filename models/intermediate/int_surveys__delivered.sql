-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of surveys, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'survey_id'}) }}
with staged as (

    {{ staged('surveys') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when survey_id is null then 'NULL_KEY'
            when is_deleted then null
            when kind is null then 'MISSING:kind'
            when invited_at is null then 'MISSING:invited_at'
            when {{ is_mangled('survey_id') }}
                then 'MANGLED_ID:survey_id'
            when {{ is_mangled('contact_id') }}
                then 'MANGLED_ID:contact_id'
            when {{ is_mangled('agent_id') }}
                then 'MANGLED_ID:agent_id'
            when invited_at < timestamp '1990-01-01' or invited_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:invited_at'
            when responded_at < timestamp '1990-01-01' or responded_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:responded_at'
            when responded_at < invited_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:responded_at'
        end as _reject_reason
    from staged

),

{{ standing(['survey_id']) }}

select * from stood
