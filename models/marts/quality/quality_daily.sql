-- Rendered from seeds/kpi/kpi_catalogue.csv and seeds/kpi/measures.csv. Refresh with `make render`.
-- Grain: one row per kpi_date, site_id, channel, queue_id and team_id.
-- Holds: the quality KPIs and the summable measures they are made of, durations
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
        'contacts', 'human_conversations', 'conversations_closed_by_agent',
        'contacts_closed_by_agent', 'conversations_closed_prematurely', 'sensitive_hits',
        'sensitive_conversations', 'sensitive_hits_customer', 'handled', 'transferred_out',
        'spoken_endings', 'agent_hangups', 'opinion_events', 'opinion_events_alerted_in_time',
        'opinion_events_escalated', 'opinion_alerts', 'opinion_alerts_confirmed', 'complaints',
        'complaints_due', 'complaints_closed_in_time', 'complaints_escalated',
        'complaints_customer_known', 'complaints_repeated', 'quality_reviews',
        'quality_score_milli', 'quality_max_score_milli', 'quality_review_share_milli',
        'quality_reviews_checked', 'quality_reviews_without_critical_error', 'csat_responses',
        'csat_satisfied', 'csat_score_milli', 'csat_scale_max_milli', 'csat_responses_last_agent',
        'csat_satisfied_last_agent', 'csat_responses_shared_milli', 'csat_satisfied_shared_milli',
        'csat_invitations', 'csat_invitations_answered', 'nps_responses', 'net_promoters',
        'ces_responses', 'ces_score_milli', 'resolution_answers',
        'resolution_answers_first_contact', 'esat_responses', 'esat_satisfied', 'esat_share_milli',
        'first_contacts', 'first_contacts_no_repeat', 'first_contacts_1d',
        'first_contacts_no_repeat_1d', 'first_contacts_3d', 'first_contacts_no_repeat_3d',
        'first_contacts_30d', 'first_contacts_no_repeat_30d', 'first_contacts_level_1',
        'first_contacts_level_1_no_repeat', 'contacts_known_customer', 'repeat_contacts',
        'repeat_contacts_24h', 'repeat_contacts_48h', 'questions', 'questions_simple',
        'questions_human', 'questions_human_simple', 'tickets_matured',
        'tickets_resolved_in_cutoff', 'tickets_solved', 'tickets_solved_one_touch',
        'tickets_solved_single_assignment', 'tickets_ever_reopened', 'tickets_reopened_in_window',
        'tickets_with_customer_rounds', 'customers_at_start', 'customers_retained', 'customers_lost'
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
        'sentiment_alert_timeliness', 'sentiment_alert_precision', 'sentiment_escalation_rate',
        'sensitive_hits_per_conversation', 'sensitive_conversation_rate',
        'customer_sensitive_hits_per_contact', 'agent_close_rate', 'agent_close_share_all',
        'agent_premature_close_rate', 'agent_hangup_rate', 'qa_score_avg', 'qa_score_review_mean',
        'critical_error_free_rate', 'transfer_rate', 'fcr_no_repeat', 'fcr_no_repeat_1d',
        'fcr_no_repeat_3d', 'fcr_no_repeat_30d', 'fcr_survey', 'fcr_net', 'fcr_one_touch',
        'fcr_single_assignment', 'resolution_rate', 'reopen_rate', 'tickets_reopened',
        'repeat_contact_rate', 'repeat_contact_rate_24h', 'repeat_contact_rate_48h',
        'secondary_communication_rate_proxy', 'repeat_question_share',
        'repeat_question_share_human', 'complaint_volume', 'complaint_rate',
        'complaint_on_time_rate', 'escalated_complaint_rate', 'repeat_complaint_rate', 'esat_mean',
        'esat_top2', 'csat_top2', 'csat_mean', 'csat_last_agent', 'csat_shared',
        'survey_response_rate', 'nps', 'ces', 'customer_retention_rate', 'customer_churn_rate'
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
        {{ measure_total('human_conversations') }} as human_conversations,
        {{ measure_total('conversations_closed_by_agent') }} as conversations_closed_by_agent,
        {{ measure_total('contacts_closed_by_agent') }} as contacts_closed_by_agent,
        {{ measure_total('conversations_closed_prematurely') }} as conversations_closed_prematurely,
        {{ measure_total('sensitive_hits') }} as sensitive_hits,
        {{ measure_total('sensitive_conversations') }} as sensitive_conversations,
        {{ measure_total('sensitive_hits_customer') }} as sensitive_hits_customer,
        {{ measure_total('handled') }} as handled,
        {{ measure_total('transferred_out') }} as transferred_out,
        {{ measure_total('spoken_endings') }} as spoken_endings,
        {{ measure_total('agent_hangups') }} as agent_hangups,
        {{ measure_total('opinion_events') }} as opinion_events,
        {{ measure_total('opinion_events_alerted_in_time') }} as opinion_events_alerted_in_time,
        {{ measure_total('opinion_events_escalated') }} as opinion_events_escalated,
        {{ measure_total('opinion_alerts') }} as opinion_alerts,
        {{ measure_total('opinion_alerts_confirmed') }} as opinion_alerts_confirmed,
        {{ measure_total('complaints') }} as complaints,
        {{ measure_total('complaints_due') }} as complaints_due,
        {{ measure_total('complaints_closed_in_time') }} as complaints_closed_in_time,
        {{ measure_total('complaints_escalated') }} as complaints_escalated,
        {{ measure_total('complaints_customer_known') }} as complaints_customer_known,
        {{ measure_total('complaints_repeated') }} as complaints_repeated,
        {{ measure_total('quality_reviews') }} as quality_reviews,
        {{ measure_scaled('quality_score_milli', 3) }} as quality_score,
        {{ measure_scaled('quality_max_score_milli', 3) }} as quality_max_score,
        {{ measure_scaled('quality_review_share_milli', 3) }} as quality_review_share,
        {{ measure_total('quality_reviews_checked') }} as quality_reviews_checked,
        {{ measure_total('quality_reviews_without_critical_error') }}
            as quality_reviews_without_critical_error,
        {{ measure_total('csat_responses') }} as csat_responses,
        {{ measure_total('csat_satisfied') }} as csat_satisfied,
        {{ measure_scaled('csat_score_milli', 3) }} as csat_score,
        {{ measure_scaled('csat_scale_max_milli', 3) }} as csat_scale_max,
        {{ measure_total('csat_responses_last_agent') }} as csat_responses_last_agent,
        {{ measure_total('csat_satisfied_last_agent') }} as csat_satisfied_last_agent,
        {{ measure_scaled('csat_responses_shared_milli', 3) }} as csat_responses_shared,
        {{ measure_scaled('csat_satisfied_shared_milli', 3) }} as csat_satisfied_shared,
        {{ measure_total('csat_invitations') }} as csat_invitations,
        {{ measure_total('csat_invitations_answered') }} as csat_invitations_answered,
        {{ measure_total('nps_responses') }} as nps_responses,
        {{ measure_total('net_promoters') }} as net_promoters,
        {{ measure_total('ces_responses') }} as ces_responses,
        {{ measure_scaled('ces_score_milli', 3) }} as ces_score,
        {{ measure_total('resolution_answers') }} as resolution_answers,
        {{ measure_total('resolution_answers_first_contact') }} as resolution_answers_first_contact,
        {{ measure_total('esat_responses') }} as esat_responses,
        {{ measure_total('esat_satisfied') }} as esat_satisfied,
        {{ measure_scaled('esat_share_milli', 3) }} as esat_share,
        {{ measure_total('first_contacts') }} as first_contacts,
        {{ measure_total('first_contacts_no_repeat') }} as first_contacts_no_repeat,
        {{ measure_total('first_contacts_1d') }} as first_contacts_1d,
        {{ measure_total('first_contacts_no_repeat_1d') }} as first_contacts_no_repeat_1d,
        {{ measure_total('first_contacts_3d') }} as first_contacts_3d,
        {{ measure_total('first_contacts_no_repeat_3d') }} as first_contacts_no_repeat_3d,
        {{ measure_total('first_contacts_30d') }} as first_contacts_30d,
        {{ measure_total('first_contacts_no_repeat_30d') }} as first_contacts_no_repeat_30d,
        {{ measure_total('first_contacts_level_1') }} as first_contacts_level_1,
        {{ measure_total('first_contacts_level_1_no_repeat') }} as first_contacts_level_1_no_repeat,
        {{ measure_total('contacts_known_customer') }} as contacts_known_customer,
        {{ measure_total('repeat_contacts') }} as repeat_contacts,
        {{ measure_total('repeat_contacts_24h') }} as repeat_contacts_24h,
        {{ measure_total('repeat_contacts_48h') }} as repeat_contacts_48h,
        {{ measure_total('questions') }} as questions,
        {{ measure_total('questions_simple') }} as questions_simple,
        {{ measure_total('questions_human') }} as questions_human,
        {{ measure_total('questions_human_simple') }} as questions_human_simple,
        {{ measure_total('tickets_matured') }} as tickets_matured,
        {{ measure_total('tickets_resolved_in_cutoff') }} as tickets_resolved_in_cutoff,
        {{ measure_total('tickets_solved') }} as tickets_solved,
        {{ measure_total('tickets_solved_one_touch') }} as tickets_solved_one_touch,
        {{ measure_total('tickets_solved_single_assignment') }} as tickets_solved_single_assignment,
        {{ measure_total('tickets_ever_reopened') }} as tickets_ever_reopened,
        {{ measure_total('tickets_reopened_in_window') }} as tickets_reopened_in_window,
        {{ measure_total('tickets_with_customer_rounds') }} as tickets_with_customer_rounds,
        {{ measure_total('customers_at_start') }} as customers_at_start,
        {{ measure_total('customers_retained') }} as customers_retained,
        {{ measure_total('customers_lost') }} as customers_lost,

        -- KPIs
        {{ kpi_of('sentiment_alert_timeliness') }} as sentiment_alert_timeliness,
        {{ kpi_of('sentiment_alert_precision') }} as sentiment_alert_precision,
        {{ kpi_of('sentiment_escalation_rate') }} as sentiment_escalation_rate,
        {{ kpi_of('sensitive_hits_per_conversation') }} as sensitive_hits_per_conversation,
        {{ kpi_of('sensitive_conversation_rate') }} as sensitive_conversation_rate,
        {{ kpi_of('customer_sensitive_hits_per_contact') }} as customer_sensitive_hits_per_contact,
        {{ kpi_of('agent_close_rate') }} as agent_close_rate,
        {{ kpi_of('agent_close_share_all') }} as agent_close_share_all,
        {{ kpi_of('agent_premature_close_rate') }} as agent_premature_close_rate,
        {{ kpi_of('agent_hangup_rate') }} as agent_hangup_rate,
        {{ kpi_of('qa_score_avg') }} as qa_score_avg,
        {{ kpi_of('qa_score_review_mean') }} as qa_score_review_mean,
        {{ kpi_of('critical_error_free_rate') }} as critical_error_free_rate,
        {{ kpi_of('transfer_rate') }} as transfer_rate,
        {{ kpi_of('fcr_no_repeat') }} as fcr_no_repeat,
        {{ kpi_of('fcr_no_repeat_1d') }} as fcr_no_repeat_1d,
        {{ kpi_of('fcr_no_repeat_3d') }} as fcr_no_repeat_3d,
        {{ kpi_of('fcr_no_repeat_30d') }} as fcr_no_repeat_30d,
        {{ kpi_of('fcr_survey') }} as fcr_survey,
        {{ kpi_of('fcr_net') }} as fcr_net,
        {{ kpi_of('fcr_one_touch') }} as fcr_one_touch,
        {{ kpi_of('fcr_single_assignment') }} as fcr_single_assignment,
        {{ kpi_of('resolution_rate') }} as resolution_rate,
        {{ kpi_of('reopen_rate') }} as reopen_rate,
        {{ kpi_of('tickets_reopened') }} as tickets_reopened,
        {{ kpi_of('repeat_contact_rate') }} as repeat_contact_rate,
        {{ kpi_of('repeat_contact_rate_24h') }} as repeat_contact_rate_24h,
        {{ kpi_of('repeat_contact_rate_48h') }} as repeat_contact_rate_48h,
        {{ kpi_of('secondary_communication_rate_proxy') }} as secondary_communication_rate_proxy,
        {{ kpi_of('repeat_question_share') }} as repeat_question_share,
        {{ kpi_of('repeat_question_share_human') }} as repeat_question_share_human,
        {{ kpi_of('complaint_volume') }} as complaint_volume,
        {{ kpi_of('complaint_rate') }} as complaint_rate,
        {{ kpi_of('complaint_on_time_rate') }} as complaint_on_time_rate,
        {{ kpi_of('escalated_complaint_rate') }} as escalated_complaint_rate,
        {{ kpi_of('repeat_complaint_rate') }} as repeat_complaint_rate,
        {{ kpi_of('esat_mean') }} as esat_mean,
        {{ kpi_of('esat_top2') }} as esat_top2,
        {{ kpi_of('csat_top2') }} as csat_top2,
        {{ kpi_of('csat_mean') }} as csat_mean,
        {{ kpi_of('csat_last_agent') }} as csat_last_agent,
        {{ kpi_of('csat_shared') }} as csat_shared,
        {{ kpi_of('survey_response_rate') }} as survey_response_rate,
        {{ kpi_of('nps') }} as nps,
        {{ kpi_of('ces') }} as ces,
        {{ kpi_of('customer_retention_rate') }} as customer_retention_rate,
        {{ kpi_of('customer_churn_rate') }} as customer_churn_rate
    from unioned
    group by kpi_date, site_id, channel, queue_id, team_id

)

select * from pivoted
