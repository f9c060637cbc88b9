-- Grain: one row per day, site, channel and queue of the inbound queue segments that were entered then.
{{ config(meta={'unit': 'measure_date'}) }}
with segments as (

    select * from {{ ref('fct_queue_segment') }} {{ of_unit('measure_date', 'entered_date') }}
    where is_inbound

),

counted as (

    select
        entered_date as measure_date,
        {{ known_slices('segments', ['site_id', 'channel', 'queue_id']) }},

        -- outcomes
        count(*) as offered,
        {{ count_if('is_closed') }} as offered_closed,
        {{ count_if("outcome_class = 'answered'") }} as answered,
        {{ count_if("outcome_class = 'abandoned'") }} as abandoned,
        {{ count_if('is_short_abandon') }} as short_abandoned,
        {{ count_if("outcome_class = 'flow_out'") }} as flow_out,
        {{ count_if('not is_closed') }} as queue_open,

        -- service level
        {{ count_if("outcome_class = 'answered' and is_in_threshold") }} as answered_in_threshold,
        {{ count_if('is_abandoned_in_threshold') }} as abandoned_in_threshold,
        {{ count_if("outcome_class in ('answered', 'abandoned') and is_in_threshold") }} as ended_in_threshold,
        {{ count_if("outcome_class in ('answered', 'abandoned')") }} as service_level_base,
        {{ count_if("outcome_class in ('answered', 'abandoned') and not is_abandoned_in_threshold") }}
            as service_level_base_excl_in_threshold,
        {{ count_if("outcome_class in ('answered', 'abandoned') and not is_short_abandon") }} as service_level_base_excl_short,
        {{ count_if('is_closed') }} as service_level_base_incl_flow_out,
        {{ count_if("outcome_class = 'abandoned' and not is_short_abandon") }} as abandoned_excl_short,
        {{ count_if('is_closed and not is_short_abandon') }} as offered_closed_excl_short,

        -- waits
        {{ count_if('is_closed and wait_ms > 0') }} as queued,
        {{ count_if("outcome_class in ('answered', 'abandoned') and wait_ms > 0") }} as queued_ended,
        {{ sum_if('wait_ms', "outcome_class = 'answered'") }} as wait_answered_ms,
        {{ sum_if('wait_ms', "outcome_class = 'abandoned'") }} as wait_abandoned_ms,
        {{ sum_if('wait_ms', "outcome_class in ('answered', 'abandoned')") }} as wait_ended_ms,

        -- rings
        {{ count_if("outcome_class = 'answered' and rings_milli is not null") }} as ring_known,
        {{ sum_if('rings_milli', "outcome_class = 'answered'") }} as rings_milli
    from segments
    group by all

)

select * from counted
