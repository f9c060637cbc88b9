-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of messages, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
-- Drops: body, of which only the folded form goes on.
{{ config(materialized='delivered', meta={'unit': 'message_id'}) }}
with staged as (

    {{ staged('messages') }}

),

judged as (

    select
        * exclude (body),
        case
            when _cast_failure is not null then _cast_failure
            when message_id is null then 'NULL_KEY'
            when is_deleted then null
            when contact_id is null then 'MISSING:contact_id'
            when sent_at is null then 'MISSING:sent_at'
            when author_type is null then 'MISSING:author_type'
            when {{ is_mangled('message_id') }}
                then 'MANGLED_ID:message_id'
            when {{ is_mangled('contact_id') }}
                then 'MANGLED_ID:contact_id'
            when {{ is_mangled('author_id') }}
                then 'MANGLED_ID:author_id'
            when {{ is_mangled('script_id') }}
                then 'MANGLED_ID:script_id'
            when sent_at < timestamp '1990-01-01' or sent_at >= timestamp '2100-01-01'
                then 'TIME_OUT_OF_RANGE:sent_at'
        end as _reject_reason
    from staged

),

{{ standing(['message_id']) }}

select * from stood
