-- Rendered from seeds/kpi/kpi_catalogue.csv and seeds/kpi/measures.csv. Refresh with `make render`.
-- Grain: one row per kpi_date, site_id, channel, queue_id and team_id.
-- Holds: the quality KPIs and the summable measures they are made of, durations
--        in seconds. Null means not applicable: the slice has nothing of that kind,
--        or the KPI is not cut this far and sits on the row that holds (all).
--        Add up measures, never KPI values.
{{ config(meta={'unit': 'kpi_date'}) }}
{% set measures = [
    'contacts', 'human_conversations', 'conversations_closed_by_agent', 'contacts_closed_by_agent', 'conversations_closed_prematurely',
    'sensitive_hits', 'sensitive_conversations', 'sensitive_hits_customer', 'handled', 'transferred_out', 'spoken_endings', 'agent_hangups',
    'opinion_events', 'opinion_events_alerted_in_time', 'opinion_events_escalated', 'opinion_alerts', 'opinion_alerts_confirmed',
    'complaints', 'complaints_due', 'complaints_closed_in_time', 'complaints_escalated', 'complaints_customer_known', 'complaints_repeated',
    'quality_reviews', 'quality_score_milli', 'quality_max_score_milli', 'quality_review_share_milli', 'quality_reviews_checked',
    'quality_reviews_without_critical_error', 'csat_responses', 'csat_satisfied', 'csat_score_milli', 'csat_scale_max_milli',
    'csat_responses_last_agent', 'csat_satisfied_last_agent', 'csat_responses_shared_milli', 'csat_satisfied_shared_milli',
    'csat_invitations', 'csat_invitations_answered', 'nps_responses', 'net_promoters', 'ces_responses', 'ces_score_milli',
    'resolution_answers', 'resolution_answers_first_contact', 'esat_responses', 'esat_satisfied', 'esat_share_milli', 'first_contacts',
    'first_contacts_no_repeat', 'first_contacts_1d', 'first_contacts_no_repeat_1d', 'first_contacts_3d', 'first_contacts_no_repeat_3d',
    'first_contacts_30d', 'first_contacts_no_repeat_30d', 'first_contacts_level_1', 'first_contacts_level_1_no_repeat',
    'contacts_known_customer', 'repeat_contacts', 'repeat_contacts_24h', 'repeat_contacts_48h', 'questions', 'questions_simple',
    'questions_human', 'questions_human_simple', 'tickets_matured', 'tickets_resolved_in_cutoff', 'tickets_solved',
    'tickets_solved_one_touch', 'tickets_solved_single_assignment', 'tickets_ever_reopened', 'tickets_reopened_in_window',
    'tickets_with_customer_rounds', 'customers_at_start', 'customers_retained', 'customers_lost'
] %}
{% set money = [
] %}
{% set kpis = [
    'sentiment_alert_timeliness', 'sentiment_alert_precision', 'sentiment_escalation_rate', 'sensitive_hits_per_conversation',
    'sensitive_conversation_rate', 'customer_sensitive_hits_per_contact', 'agent_close_rate', 'agent_close_share_all',
    'agent_premature_close_rate', 'agent_hangup_rate', 'qa_score_avg', 'qa_score_review_mean', 'critical_error_free_rate', 'transfer_rate',
    'fcr_no_repeat', 'fcr_no_repeat_1d', 'fcr_no_repeat_3d', 'fcr_no_repeat_30d', 'fcr_survey', 'fcr_net', 'fcr_one_touch',
    'fcr_single_assignment', 'resolution_rate', 'reopen_rate', 'tickets_reopened', 'repeat_contact_rate', 'repeat_contact_rate_24h',
    'repeat_contact_rate_48h', 'secondary_communication_rate_proxy', 'repeat_question_share', 'repeat_question_share_human',
    'complaint_volume', 'complaint_rate', 'complaint_on_time_rate', 'escalated_complaint_rate', 'repeat_complaint_rate', 'esat_mean',
    'esat_top2', 'csat_top2', 'csat_mean', 'csat_last_agent', 'csat_shared', 'survey_response_rate', 'nps', 'ces',
    'customer_retention_rate', 'customer_churn_rate'
] %}
{{ family_mart(measures, money, kpis) }}
