-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of customers, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': '_key'}) }}
with staged as (

    {{ staged('customers') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when customer_id is null or active_from is null then 'NULL_KEY'
            when is_deleted then null
            when {{ is_mangled('customer_id') }}
                then 'MANGLED_ID:customer_id'
            when {{ is_mangled('segment') }}
                then 'MANGLED_ID:segment'
        end as _reject_reason
    from staged

),

{{ standing(['customer_id', 'active_from']) }}

select * from stood
