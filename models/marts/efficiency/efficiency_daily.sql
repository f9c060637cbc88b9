-- Rendered from seeds/kpi/kpi_catalogue.csv and seeds/kpi/measures.csv. Refresh with `make render`.
-- Grain: one row per kpi_date, site_id, channel, queue_id and team_id.
-- Holds: the efficiency KPIs and the summable measures they are made of, durations
--        in seconds. Null means not applicable: the slice has nothing of that kind,
--        or the KPI is not cut this far and sits on the row that holds (all).
--        Add up measures, never KPI values. Long because every column is listed.
with measures as (

    select
        measure_date as kpi_date,
        site_id,
        channel,
        queue_id,
        team_id,
        measure_id as item,
        measure_value
    from {{ ref('fct_measure_daily') }}
    where measure_id in (
        'contacts', 'contacts_inbound', 'contacts_left_before_help', 'human_conversations',
        'agent_messages', 'conversation_messages', 'reply_gaps', 'conversations_with_reply_gap',
        'first_responses', 'first_responses_any', 'first_responses_from_accept', 'responses_due',
        'responses_in_target', 'human_session_ms', 'reply_gap_ms', 'reply_gap_from_last_ms',
        'conversation_reply_gap_ms', 'first_response_ms', 'first_response_any_ms',
        'first_response_from_accept_ms', 'offered', 'answered', 'abandoned', 'offered_closed',
        'answered_in_threshold', 'service_level_base', 'service_level_base_excl_in_threshold',
        'service_level_base_excl_short', 'service_level_base_incl_flow_out', 'ended_in_threshold',
        'abandoned_excl_short', 'offered_closed_excl_short', 'queued', 'queued_ended',
        'wait_answered_ms', 'wait_abandoned_ms', 'wait_ended_ms', 'handled', 'held', 'talk_ms',
        'hold_ms', 'acw_ms', 'talk_acw_ms', 'handle_ms', 'handle_dial_ms', 'conversation_ms',
        'conversing_ms', 'logged_in_ms', 'on_queue_ms', 'agent_day_peaks', 'agent_days_conversing',
        'configured_conversations', 'agent_days_with_capacity'
    )

),

kpis as (

    select
        kpi_date,
        site_id,
        channel,
        queue_id,
        team_id,
        kpi_id as item,
        kpi_value
    from {{ ref('kpi_daily') }}
    where kpi_id in (
        'service_level', 'service_level_answered_only', 'service_level_excl_abandon_in_t',
        'service_level_excl_short', 'service_level_abandon_positive', 'service_level_incl_flowout',
        'answer_rate', 'abandonment_rate', 'abandonment_rate_excl_short',
        'pre_help_abandonment_rate', 'customer_abandonment_rate', 'asa', 'asa_total_wait',
        'wait_p90', 'wait_p90_all', 'avg_queue_time', 'avg_queue_time_queued_only',
        'avg_abandon_time', 'queue_placement_rate', 'first_response_time_avg',
        'first_response_time_p50', 'first_response_time_p90', 'first_response_time_any',
        'first_response_time_from_accept', 'first_response_within_target_rate',
        'human_session_duration_avg', 'response_gap_avg', 'response_gap_avg_from_last',
        'response_gap_session_mean', 'response_gap_p90', 'aht', 'aht_talk_only', 'aht_talk_acw',
        'aht_incl_dial', 'avg_talk_time', 'avg_hold_time', 'avg_hold_time_all', 'avg_acw_time',
        'talk_time_p50', 'talk_time_p90', 'concurrency_time_weighted', 'concurrency_peak',
        'concurrency_peak_mean', 'concurrency_configured', 'turns_per_conversation',
        'messages_per_conversation', 'agent_messages_per_conversation', 'contacts_per_logged_hour',
        'contacts_per_on_queue_hour', 'handled_per_agent', 'call_volume', 'contact_volume'
    )

),

unioned as (

    select
        kpi_date,
        site_id,
        channel,
        queue_id,
        team_id,
        item,
        measure_value,
        cast(null as double) as kpi_value
    from measures
    union all
    select
        kpi_date,
        site_id,
        channel,
        queue_id,
        team_id,
        item,
        cast(null as bigint) as measure_value,
        kpi_value
    from kpis

),

pivoted as (

    select
        kpi_date,
        site_id,
        channel,
        queue_id,
        team_id,

        -- measures
        {{ measure_total('contacts') }} as contacts,
        {{ measure_total('contacts_inbound') }} as contacts_inbound,
        {{ measure_total('contacts_left_before_help') }} as contacts_left_before_help,
        {{ measure_total('human_conversations') }} as human_conversations,
        {{ measure_total('agent_messages') }} as agent_messages,
        {{ measure_total('conversation_messages') }} as conversation_messages,
        {{ measure_total('reply_gaps') }} as reply_gaps,
        {{ measure_total('conversations_with_reply_gap') }} as conversations_with_reply_gap,
        {{ measure_total('first_responses') }} as first_responses,
        {{ measure_total('first_responses_any') }} as first_responses_any,
        {{ measure_total('first_responses_from_accept') }} as first_responses_from_accept,
        {{ measure_total('responses_due') }} as responses_due,
        {{ measure_total('responses_in_target') }} as responses_in_target,
        {{ measure_scaled('human_session_ms', 3) }} as human_session_seconds,
        {{ measure_scaled('reply_gap_ms', 3) }} as reply_gap_seconds,
        {{ measure_scaled('reply_gap_from_last_ms', 3) }} as reply_gap_from_last_seconds,
        {{ measure_scaled('conversation_reply_gap_ms', 3) }} as conversation_reply_gap_seconds,
        {{ measure_scaled('first_response_ms', 3) }} as first_response_seconds,
        {{ measure_scaled('first_response_any_ms', 3) }} as first_response_any_seconds,
        {{ measure_scaled('first_response_from_accept_ms', 3) }}
            as first_response_from_accept_seconds,
        {{ measure_total('offered') }} as offered,
        {{ measure_total('answered') }} as answered,
        {{ measure_total('abandoned') }} as abandoned,
        {{ measure_total('offered_closed') }} as offered_closed,
        {{ measure_total('answered_in_threshold') }} as answered_in_threshold,
        {{ measure_total('service_level_base') }} as service_level_base,
        {{ measure_total('service_level_base_excl_in_threshold') }}
            as service_level_base_excl_in_threshold,
        {{ measure_total('service_level_base_excl_short') }} as service_level_base_excl_short,
        {{ measure_total('service_level_base_incl_flow_out') }} as service_level_base_incl_flow_out,
        {{ measure_total('ended_in_threshold') }} as ended_in_threshold,
        {{ measure_total('abandoned_excl_short') }} as abandoned_excl_short,
        {{ measure_total('offered_closed_excl_short') }} as offered_closed_excl_short,
        {{ measure_total('queued') }} as queued,
        {{ measure_total('queued_ended') }} as queued_ended,
        {{ measure_scaled('wait_answered_ms', 3) }} as wait_answered_seconds,
        {{ measure_scaled('wait_abandoned_ms', 3) }} as wait_abandoned_seconds,
        {{ measure_scaled('wait_ended_ms', 3) }} as wait_ended_seconds,
        {{ measure_total('handled') }} as handled,
        {{ measure_total('held') }} as held,
        {{ measure_scaled('talk_ms', 3) }} as talk_seconds,
        {{ measure_scaled('hold_ms', 3) }} as hold_seconds,
        {{ measure_scaled('acw_ms', 3) }} as acw_seconds,
        {{ measure_scaled('talk_acw_ms', 3) }} as talk_acw_seconds,
        {{ measure_scaled('handle_ms', 3) }} as handle_seconds,
        {{ measure_scaled('handle_dial_ms', 3) }} as handle_dial_seconds,
        {{ measure_scaled('conversation_ms', 3) }} as conversation_seconds,
        {{ measure_scaled('conversing_ms', 3) }} as conversing_seconds,
        {{ measure_scaled('logged_in_ms', 3) }} as logged_in_seconds,
        {{ measure_scaled('on_queue_ms', 3) }} as on_queue_seconds,
        {{ measure_total('agent_day_peaks') }} as agent_day_peaks,
        {{ measure_total('agent_days_conversing') }} as agent_days_conversing,
        {{ measure_total('configured_conversations') }} as configured_conversations,
        {{ measure_total('agent_days_with_capacity') }} as agent_days_with_capacity,

        -- KPIs
        {{ kpi_of('service_level') }} as service_level,
        {{ kpi_of('service_level_answered_only') }} as service_level_answered_only,
        {{ kpi_of('service_level_excl_abandon_in_t') }} as service_level_excl_abandon_in_t,
        {{ kpi_of('service_level_excl_short') }} as service_level_excl_short,
        {{ kpi_of('service_level_abandon_positive') }} as service_level_abandon_positive,
        {{ kpi_of('service_level_incl_flowout') }} as service_level_incl_flowout,
        {{ kpi_of('answer_rate') }} as answer_rate,
        {{ kpi_of('abandonment_rate') }} as abandonment_rate,
        {{ kpi_of('abandonment_rate_excl_short') }} as abandonment_rate_excl_short,
        {{ kpi_of('pre_help_abandonment_rate') }} as pre_help_abandonment_rate,
        {{ kpi_of('customer_abandonment_rate') }} as customer_abandonment_rate,
        {{ kpi_of('asa') }} as asa,
        {{ kpi_of('asa_total_wait') }} as asa_total_wait,
        {{ kpi_of('wait_p90') }} as wait_p90,
        {{ kpi_of('wait_p90_all') }} as wait_p90_all,
        {{ kpi_of('avg_queue_time') }} as avg_queue_time,
        {{ kpi_of('avg_queue_time_queued_only') }} as avg_queue_time_queued_only,
        {{ kpi_of('avg_abandon_time') }} as avg_abandon_time,
        {{ kpi_of('queue_placement_rate') }} as queue_placement_rate,
        {{ kpi_of('first_response_time_avg') }} as first_response_time_avg,
        {{ kpi_of('first_response_time_p50') }} as first_response_time_p50,
        {{ kpi_of('first_response_time_p90') }} as first_response_time_p90,
        {{ kpi_of('first_response_time_any') }} as first_response_time_any,
        {{ kpi_of('first_response_time_from_accept') }} as first_response_time_from_accept,
        {{ kpi_of('first_response_within_target_rate') }} as first_response_within_target_rate,
        {{ kpi_of('human_session_duration_avg') }} as human_session_duration_avg,
        {{ kpi_of('response_gap_avg') }} as response_gap_avg,
        {{ kpi_of('response_gap_avg_from_last') }} as response_gap_avg_from_last,
        {{ kpi_of('response_gap_session_mean') }} as response_gap_session_mean,
        {{ kpi_of('response_gap_p90') }} as response_gap_p90,
        {{ kpi_of('aht') }} as aht,
        {{ kpi_of('aht_talk_only') }} as aht_talk_only,
        {{ kpi_of('aht_talk_acw') }} as aht_talk_acw,
        {{ kpi_of('aht_incl_dial') }} as aht_incl_dial,
        {{ kpi_of('avg_talk_time') }} as avg_talk_time,
        {{ kpi_of('avg_hold_time') }} as avg_hold_time,
        {{ kpi_of('avg_hold_time_all') }} as avg_hold_time_all,
        {{ kpi_of('avg_acw_time') }} as avg_acw_time,
        {{ kpi_of('talk_time_p50') }} as talk_time_p50,
        {{ kpi_of('talk_time_p90') }} as talk_time_p90,
        {{ kpi_of('concurrency_time_weighted') }} as concurrency_time_weighted,
        {{ kpi_of('concurrency_peak') }} as concurrency_peak,
        {{ kpi_of('concurrency_peak_mean') }} as concurrency_peak_mean,
        {{ kpi_of('concurrency_configured') }} as concurrency_configured,
        {{ kpi_of('turns_per_conversation') }} as turns_per_conversation,
        {{ kpi_of('messages_per_conversation') }} as messages_per_conversation,
        {{ kpi_of('agent_messages_per_conversation') }} as agent_messages_per_conversation,
        {{ kpi_of('contacts_per_logged_hour') }} as contacts_per_logged_hour,
        {{ kpi_of('contacts_per_on_queue_hour') }} as contacts_per_on_queue_hour,
        {{ kpi_of('handled_per_agent') }} as handled_per_agent,
        {{ kpi_of('call_volume') }} as call_volume,
        {{ kpi_of('contact_volume') }} as contact_volume
    from unioned
    group by kpi_date, site_id, channel, queue_id, team_id

)

select * from pivoted
