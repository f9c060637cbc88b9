-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of costs, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
{{ config(materialized='delivered', meta={'unit': 'cost_id'}) }}
with staged as (

    {{ staged('costs') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when cost_id is null then 'NULL_KEY'
            when is_deleted then null
            when period_start is null then 'MISSING:period_start'
            when period_end is null then 'MISSING:period_end'
            when category is null then 'MISSING:category'
            when amount is null then 'MISSING:amount'
            when currency is null then 'MISSING:currency'
            when {{ is_mangled('cost_id') }}
                then 'MANGLED_ID:cost_id'
            when {{ is_mangled('currency') }}
                then 'MANGLED_ID:currency'
            when period_start < date '1990-01-01' or period_start >= date '2100-01-01'
                then 'TIME_OUT_OF_RANGE:period_start'
            when period_end < date '1990-01-01' or period_end >= date '2100-01-01'
                then 'TIME_OUT_OF_RANGE:period_end'
        end as _reject_reason
    from staged

),

{{ standing(['cost_id']) }}

select * from stood
