-- Rendered from seeds/kpi/kpi_catalogue.csv and seeds/kpi/measures.csv. Refresh with `make render`.
-- Grain: one row per kpi_date, site_id, channel, queue_id and team_id.
-- Holds: the efficiency KPIs and the summable measures they are made of, durations
--        in seconds. Null means not applicable: the slice has nothing of that kind,
--        or the KPI is not cut this far and sits on the row that holds (all).
--        Add up measures, never KPI values.
{{ config(meta={'unit': 'kpi_date'}) }}
{% set measures = [
    'contacts', 'contacts_inbound', 'contacts_left_before_help', 'human_conversations', 'human_session_ms', 'agent_messages',
    'conversation_messages', 'reply_gaps', 'conversations_with_reply_gap', 'first_responses', 'first_responses_any',
    'first_responses_from_accept', 'responses_due', 'responses_in_target', 'reply_gap_ms', 'reply_gap_from_last_ms',
    'conversation_reply_gap_ms', 'first_response_ms', 'first_response_any_ms', 'first_response_from_accept_ms', 'first_response_bh_ms',
    'first_response_any_bh_ms', 'first_response_from_accept_bh_ms', 'reply_gap_bh_ms', 'reply_gap_from_last_bh_ms', 'responses_missing',
    'offered', 'answered', 'abandoned', 'offered_closed', 'answered_in_threshold', 'service_level_base',
    'service_level_base_excl_in_threshold', 'service_level_base_excl_short', 'service_level_base_incl_flow_out', 'ended_in_threshold',
    'abandoned_excl_short', 'offered_closed_excl_short', 'queued', 'queued_ended', 'wait_answered_ms', 'wait_abandoned_ms', 'wait_ended_ms',
    'service_level_intervals', 'service_level_intervals_met', 'ring_known', 'rings_milli', 'handled', 'held', 'talk_ms', 'hold_ms',
    'acw_ms', 'talk_acw_ms', 'handle_ms', 'handle_dial_ms', 'junior_handle_ms', 'junior_handle_at_senior_mean_ms', 'chat_handled',
    'chat_handle_ms', 'chat_active_acw_ms', 'switch_ms', 'handle_switch_known_ms', 'conversation_ms', 'conversing_ms', 'logged_in_ms',
    'on_queue_ms', 'agent_day_peaks', 'agent_days_conversing', 'configured_conversations', 'agent_days_with_capacity', 'scheduled_ms',
    'scheduled_activity_ms', 'scheduled_on_queue_ms', 'adherent_ms', 'scheduled_logged_in_ms', 'paid_ms', 'paid_off_queue_ms',
    'agent_days_scheduled', 'agent_days_attended', 'agent_days_training_scheduled', 'agent_days_training_attended', 'busy_ms',
    'handling_ms', 'handling_or_available_ms', 'interacting_ms', 'agent_days_employed', 'agents_left', 'agents_left_voluntarily',
    'agents_up_to_speed', 'ramp_days', 'issues_with_conversation', 'repeat_answers', 'tickets_created', 'tickets_solved',
    'tickets_with_first_resolution', 'tickets_with_full_resolution', 'tickets_with_full_resolution_incl_closed', 'first_resolution_ms',
    'full_resolution_ms', 'full_resolution_incl_closed_ms', 'requester_wait_ms', 'agent_work_ms', 'agent_wait_ms', 'ticket_on_hold_ms',
    'sla_due', 'sla_met', 'sla_first_reply_due', 'sla_first_reply_met', 'sla_resolution_due', 'sla_resolution_met',
    'first_resolution_bh_ms', 'full_resolution_bh_ms', 'requester_wait_bh_ms', 'agent_work_bh_ms', 'agent_wait_bh_ms',
    'ticket_on_hold_bh_ms', 'cases_closed', 'case_steps', 'step_elapsed_ms', 'step_waiting_ms', 'step_waiting_handed_over_ms', 'attempts',
    'calls_blocked', 'calls_connected', 'offered_deviation_milli', 'contacts_usual_milli', 'net_contacts_above_usual_milli', 'cost_total',
    'cost_human', 'cost_bot', 'cost_labour', 'contacts_served', 'contacts_served_by_human', 'contacts_served_by_bot', 'avoided_cost'
] %}
{% set money = [
    'cost_total', 'cost_human', 'cost_bot', 'cost_labour', 'avoided_cost'
] %}
{% set kpis = [
    'service_level', 'service_level_answered_only', 'service_level_excl_abandon_in_t', 'service_level_excl_short',
    'service_level_abandon_positive', 'service_level_incl_flowout', 'service_level_interval_attainment', 'answer_rate',
    'trunk_connect_rate', 'abandonment_rate', 'abandonment_rate_excl_short', 'pre_help_abandonment_rate', 'customer_abandonment_rate',
    'blocked_rate', 'asa', 'asa_total_wait', 'wait_p90', 'wait_p90_all', 'avg_queue_time', 'avg_queue_time_queued_only', 'avg_abandon_time',
    'avg_ring_count', 'queue_placement_rate', 'first_response_time_avg', 'first_response_time_p50', 'first_response_time_p90',
    'first_response_time_any', 'first_response_time_from_accept', 'first_response_time_avg__bh', 'first_response_time_p50__bh',
    'first_response_time_p90__bh', 'first_response_time_any__bh', 'first_response_time_from_accept__bh', 'no_reply_yet',
    'first_response_within_target_rate', 'human_session_duration_avg', 'response_gap_avg', 'response_gap_avg_from_last',
    'response_gap_avg__bh', 'response_gap_avg_from_last__bh', 'response_gap_session_mean', 'response_gap_p90', 'aht', 'aht_talk_only',
    'aht_talk_acw', 'aht_incl_dial', 'aht_chat', 'aht_chat_active', 'aht_chat_concurrency_adj', 'avg_talk_time', 'talk_time_p50',
    'talk_time_p90', 'avg_hold_time', 'avg_hold_time_all', 'avg_acw_time', 'concurrency_time_weighted', 'concurrency_peak',
    'concurrency_peak_mean', 'concurrency_configured', 'turns_per_conversation', 'messages_per_conversation',
    'agent_messages_per_conversation', 'repeat_answers_per_issue', 'contacts_per_logged_hour', 'contacts_per_on_queue_hour',
    'handled_per_agent', 'first_resolution_time_avg', 'first_resolution_time_p50', 'first_resolution_time_p90',
    'first_resolution_time_avg__bh', 'first_resolution_time_p50__bh', 'first_resolution_time_p90__bh', 'full_resolution_time_avg',
    'full_resolution_time_p50', 'full_resolution_time_p90', 'full_resolution_time_incl_closed', 'full_resolution_time_avg__bh',
    'full_resolution_time_p50__bh', 'full_resolution_time_p90__bh', 'requester_wait_time', 'requester_wait_time__bh', 'agent_work_time',
    'agent_work_time__bh', 'agent_wait_time', 'agent_wait_time__bh', 'on_hold_time', 'on_hold_time__bh', 'sla_attainment_rate',
    'sla_first_reply_attainment_rate', 'sla_resolution_attainment_rate', 'junior_senior_handle_ratio', 'call_volume', 'call_attempts',
    'contact_volume', 'ticket_volume', 'volume_trend', 'volume_change', 'volume_volatility', 'backlog_open', 'backlog_age_p90',
    'presence_rate', 'adherence', 'conformance', 'occupancy', 'occupancy_talk_hold', 'occupancy_interacting', 'utilization', 'shrinkage',
    'attendance_rate', 'attendance_hours_rate', 'agent_turnover_rate', 'agent_turnover_rate_voluntary', 'training_coverage',
    'ramp_time_days', 'skill_coverage', 'skill_gap_index', 'cost_per_contact', 'cost_per_contact_human', 'cost_per_contact_bot',
    'labour_cost_share', 'avoided_cost_bot', 'cost_per_resolution', 'process_step_count', 'step_wait_share', 'cross_team_wait_share',
    'system_switch_share', 'bottleneck_pareto_share', 'bottleneck_pareto_share_count'
] %}
{{ family_mart(measures, money, kpis) }}
