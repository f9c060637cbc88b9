-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of queue_segments, with its standing.
-- Does:  gathers the sources, says why a row is rejected, and which of a key's rows
--        counts. No row is dropped here.
with staged as (

    {{ staged('queue_segments') }}

),

judged as (

    select
        *,
        case
            when _cast_failure is not null then _cast_failure
            when segment_id is null then 'NULL_KEY'
            when contact_id is null then 'MISSING:contact_id'
            when queue_id is null then 'MISSING:queue_id'
            when entered_at is null then 'MISSING:entered_at'
            when left_at < entered_at - interval '{{ var('clock_skew_seconds') }}' second
                then 'NEGATIVE_DURATION:left_at'
        end as _reject_reason
    from staged

),

{{ standing(['segment_id']) }}

select * from stood
