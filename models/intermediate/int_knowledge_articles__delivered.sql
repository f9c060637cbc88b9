-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of knowledge_articles, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'article_id'}) }}
with staged as (

    {{ staged('knowledge_articles') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when article_id is null then 'NULL_KEY'
            when is_deleted then null
            when {{ is_mangled('article_id') }}
                then 'MANGLED_ID:article_id'
            when created_at < timestamp '1990-01-01' or created_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:created_at'
            when content_updated_at < timestamp '1990-01-01' or content_updated_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:content_updated_at'
        end as _reject_reason
    from staged

),

{{ standing(['article_id']) }}

select * from stood
