-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of costs, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
with staged as (

    {{ staged('costs') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when cost_id is null then 'NULL_KEY'
            when period_start is null then 'MISSING:period_start'
            when period_end is null then 'MISSING:period_end'
            when category is null then 'MISSING:category'
            when amount is null then 'MISSING:amount'
            when currency is null then 'MISSING:currency'
        end as _reject_reason
    from staged

),

{{ standing(['cost_id']) }}

select * from stood
