-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of knowledge_flags, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'flag_id'}) }}
with staged as (

    {{ staged('knowledge_flags') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when flag_id is null then 'NULL_KEY'
            when is_deleted then null
            when article_id is null then 'MISSING:article_id'
            when flagged_at is null then 'MISSING:flagged_at'
            when {{ is_mangled('flag_id') }}
                then 'MANGLED_ID:flag_id'
            when {{ is_mangled('article_id') }}
                then 'MANGLED_ID:article_id'
            when flagged_at < timestamp '1990-01-01' or flagged_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:flagged_at'
            when fixed_at < timestamp '1990-01-01' or fixed_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:fixed_at'
            when fixed_at < flagged_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:fixed_at'
        end as _reject_reason
    from staged

),

{{ standing(['flag_id']) }}

select * from stood
