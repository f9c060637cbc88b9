-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of suggestions, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'suggestion_id'}) }}
with staged as (

    {{ staged('suggestions') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when suggestion_id is null then 'NULL_KEY'
            when is_deleted then null
            when contact_id is null then 'MISSING:contact_id'
            when article_id is null then 'MISSING:article_id'
            when audience is null then 'MISSING:audience'
            when shown_at is null then 'MISSING:shown_at'
            when {{ is_mangled('suggestion_id') }}
                then 'MANGLED_ID:suggestion_id'
            when {{ is_mangled('contact_id') }}
                then 'MANGLED_ID:contact_id'
            when {{ is_mangled('article_id') }}
                then 'MANGLED_ID:article_id'
            when shown_at < timestamp '1990-01-01' or shown_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:shown_at'
            when responded_at < timestamp '1990-01-01' or responded_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:responded_at'
            when rank < 0 or rank > 1000000000 then 'OUT_OF_RANGE:rank'
            when responded_at < shown_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:responded_at'
        end as _reject_reason
    from staged

),

{{ standing(['suggestion_id']) }}

select * from stood
