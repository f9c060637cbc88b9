-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of quality_reviews, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'review_id'}) }}
with staged as (

    {{ staged('quality_reviews') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when review_id is null then 'NULL_KEY'
            when is_deleted then null
            when contact_id is null then 'MISSING:contact_id'
            when agent_id is null then 'MISSING:agent_id'
            when reviewed_at is null then 'MISSING:reviewed_at'
            when {{ is_mangled('review_id') }}
                then 'MANGLED_ID:review_id'
            when {{ is_mangled('contact_id') }}
                then 'MANGLED_ID:contact_id'
            when {{ is_mangled('agent_id') }}
                then 'MANGLED_ID:agent_id'
            when {{ is_mangled('form_id') }}
                then 'MANGLED_ID:form_id'
            when reviewed_at < timestamp '1990-01-01' or reviewed_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:reviewed_at'
        end as _reject_reason
    from staged

),

{{ standing(['review_id']) }}

select * from stood
