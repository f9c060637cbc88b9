-- Rendered from seeds/kpi/kpi_catalogue.csv and seeds/kpi/measures.csv. Refresh with `make render`.
-- Grain: one row per kpi_date, site_id, channel, queue_id and team_id.
-- Holds: the intelligence KPIs and the summable measures they are made of, durations
--        in seconds. Null means not applicable: the slice has nothing of that kind,
--        or the KPI is not cut this far and sits on the row that holds (all).
--        Add up measures, never KPI values.
{{ config(meta={'unit': 'kpi_date'}) }}
{% set measures = [
    'contacts', 'contacts_closed', 'contacts_automated', 'human_conversations', 'script_uses', 'script_conversations', 'agent_messages',
    'bot_sessions', 'bot_sessions_and_human_conversations', 'bot_sessions_engaged', 'bot_sessions_contained', 'bot_sessions_open',
    'bot_sessions_handoff_requested', 'bot_sessions_handoff_connected', 'bot_sessions_matured', 'bot_sessions_contained_no_recontact',
    'bot_sessions_confirmed', 'bot_sessions_assumed_resolved', 'bot_sessions_with_fallback', 'bot_turns', 'bot_turns_fallback',
    'bot_turns_labelled', 'bot_turns_correct', 'suggestions_shown', 'suggestions_accepted', 'suggestions_applied', 'suggestions_dismissed',
    'contacts_with_suggestion', 'pushes_shown', 'pushes_rated', 'pushes_adopted', 'pushes_adopted_without_request', 'knowledge_flags',
    'knowledge_flags_fixed_in_sla', 'knowledge_fixes_measured', 'knowledge_fixes_effective', 'steps_entered', 'steps_automated'
] %}
{% set money = [
] %}
{% set kpis = [
    'script_uses_per_conversation', 'script_conversation_coverage', 'script_message_share', 'bot_session_share', 'bot_containment_rate',
    'bot_open_rate', 'bot_contained_no_recontact_rate', 'bot_confirmed_resolution_rate', 'bot_assumed_resolution_rate', 'bot_handoff_rate',
    'bot_handoff_success_rate', 'bot_fallback_rate', 'bot_fallback_session_rate', 'bot_intent_accuracy', 'knowledge_repair_rate',
    'knowledge_repair_in_sla_rate', 'knowledge_repair_effectiveness', 'push_adoptions_per_human_conversation', 'push_adoption_rate',
    'push_rated_adoption_rate', 'push_effective_adoption_rate', 'agent_suggestion_acceptance_rate', 'agent_suggestion_verbatim_rate',
    'agent_suggestion_dismissal_rate', 'agent_suggestion_trigger_rate', 'automation_rate', 'step_automation_rate'
] %}
{{ family_mart(measures, money, kpis) }}
