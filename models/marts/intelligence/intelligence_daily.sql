-- Rendered from seeds/kpi/kpi_catalogue.csv and seeds/kpi/measures.csv. Refresh with `make render`.
-- Grain: one row per kpi_date, site_id, channel, queue_id and team_id.
-- Holds: the intelligence KPIs and the summable measures they are made of, durations
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
        'contacts', 'contacts_closed', 'contacts_automated', 'human_conversations', 'script_uses',
        'script_conversations', 'agent_messages', 'bot_sessions',
        'bot_sessions_and_human_conversations', 'bot_sessions_engaged', 'bot_sessions_contained',
        'bot_sessions_open', 'bot_sessions_handoff_requested', 'bot_sessions_handoff_connected',
        'bot_sessions_matured', 'bot_sessions_contained_no_recontact', 'bot_sessions_confirmed',
        'bot_sessions_assumed_resolved', 'bot_sessions_with_fallback', 'bot_turns',
        'bot_turns_fallback', 'bot_turns_labelled', 'bot_turns_correct', 'suggestions_shown',
        'suggestions_accepted', 'suggestions_applied', 'suggestions_dismissed',
        'contacts_with_suggestion', 'pushes_shown', 'pushes_rated', 'pushes_adopted',
        'pushes_adopted_without_request', 'knowledge_flags', 'knowledge_flags_fixed_in_sla',
        'knowledge_fixes_measured', 'knowledge_fixes_effective', 'steps_entered', 'steps_automated'
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
        'script_uses_per_conversation', 'script_conversation_coverage', 'script_message_share',
        'bot_session_share', 'bot_containment_rate', 'bot_open_rate',
        'bot_contained_no_recontact_rate', 'bot_confirmed_resolution_rate',
        'bot_assumed_resolution_rate', 'bot_handoff_rate', 'bot_handoff_success_rate',
        'bot_fallback_rate', 'bot_fallback_session_rate', 'bot_intent_accuracy',
        'knowledge_repair_rate', 'knowledge_repair_in_sla_rate', 'knowledge_repair_effectiveness',
        'push_adoptions_per_human_conversation', 'push_adoption_rate', 'push_rated_adoption_rate',
        'push_effective_adoption_rate', 'agent_suggestion_acceptance_rate',
        'agent_suggestion_verbatim_rate', 'agent_suggestion_dismissal_rate',
        'agent_suggestion_trigger_rate', 'automation_rate', 'step_automation_rate'
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
        {{ measure_total('contacts_closed') }} as contacts_closed,
        {{ measure_total('contacts_automated') }} as contacts_automated,
        {{ measure_total('human_conversations') }} as human_conversations,
        {{ measure_total('script_uses') }} as script_uses,
        {{ measure_total('script_conversations') }} as script_conversations,
        {{ measure_total('agent_messages') }} as agent_messages,
        {{ measure_total('bot_sessions') }} as bot_sessions,
        {{ measure_total('bot_sessions_and_human_conversations') }}
            as bot_sessions_and_human_conversations,
        {{ measure_total('bot_sessions_engaged') }} as bot_sessions_engaged,
        {{ measure_total('bot_sessions_contained') }} as bot_sessions_contained,
        {{ measure_total('bot_sessions_open') }} as bot_sessions_open,
        {{ measure_total('bot_sessions_handoff_requested') }} as bot_sessions_handoff_requested,
        {{ measure_total('bot_sessions_handoff_connected') }} as bot_sessions_handoff_connected,
        {{ measure_total('bot_sessions_matured') }} as bot_sessions_matured,
        {{ measure_total('bot_sessions_contained_no_recontact') }}
            as bot_sessions_contained_no_recontact,
        {{ measure_total('bot_sessions_confirmed') }} as bot_sessions_confirmed,
        {{ measure_total('bot_sessions_assumed_resolved') }} as bot_sessions_assumed_resolved,
        {{ measure_total('bot_sessions_with_fallback') }} as bot_sessions_with_fallback,
        {{ measure_total('bot_turns') }} as bot_turns,
        {{ measure_total('bot_turns_fallback') }} as bot_turns_fallback,
        {{ measure_total('bot_turns_labelled') }} as bot_turns_labelled,
        {{ measure_total('bot_turns_correct') }} as bot_turns_correct,
        {{ measure_total('suggestions_shown') }} as suggestions_shown,
        {{ measure_total('suggestions_accepted') }} as suggestions_accepted,
        {{ measure_total('suggestions_applied') }} as suggestions_applied,
        {{ measure_total('suggestions_dismissed') }} as suggestions_dismissed,
        {{ measure_total('contacts_with_suggestion') }} as contacts_with_suggestion,
        {{ measure_total('pushes_shown') }} as pushes_shown,
        {{ measure_total('pushes_rated') }} as pushes_rated,
        {{ measure_total('pushes_adopted') }} as pushes_adopted,
        {{ measure_total('pushes_adopted_without_request') }} as pushes_adopted_without_request,
        {{ measure_total('knowledge_flags') }} as knowledge_flags,
        {{ measure_total('knowledge_flags_fixed_in_sla') }} as knowledge_flags_fixed_in_sla,
        {{ measure_total('knowledge_fixes_measured') }} as knowledge_fixes_measured,
        {{ measure_total('knowledge_fixes_effective') }} as knowledge_fixes_effective,
        {{ measure_total('steps_entered') }} as steps_entered,
        {{ measure_total('steps_automated') }} as steps_automated,

        -- KPIs
        {{ kpi_of('script_uses_per_conversation') }} as script_uses_per_conversation,
        {{ kpi_of('script_conversation_coverage') }} as script_conversation_coverage,
        {{ kpi_of('script_message_share') }} as script_message_share,
        {{ kpi_of('bot_session_share') }} as bot_session_share,
        {{ kpi_of('bot_containment_rate') }} as bot_containment_rate,
        {{ kpi_of('bot_open_rate') }} as bot_open_rate,
        {{ kpi_of('bot_contained_no_recontact_rate') }} as bot_contained_no_recontact_rate,
        {{ kpi_of('bot_confirmed_resolution_rate') }} as bot_confirmed_resolution_rate,
        {{ kpi_of('bot_assumed_resolution_rate') }} as bot_assumed_resolution_rate,
        {{ kpi_of('bot_handoff_rate') }} as bot_handoff_rate,
        {{ kpi_of('bot_handoff_success_rate') }} as bot_handoff_success_rate,
        {{ kpi_of('bot_fallback_rate') }} as bot_fallback_rate,
        {{ kpi_of('bot_fallback_session_rate') }} as bot_fallback_session_rate,
        {{ kpi_of('bot_intent_accuracy') }} as bot_intent_accuracy,
        {{ kpi_of('knowledge_repair_rate') }} as knowledge_repair_rate,
        {{ kpi_of('knowledge_repair_in_sla_rate') }} as knowledge_repair_in_sla_rate,
        {{ kpi_of('knowledge_repair_effectiveness') }} as knowledge_repair_effectiveness,
        {{ kpi_of('push_adoptions_per_human_conversation') }}
            as push_adoptions_per_human_conversation,
        {{ kpi_of('push_adoption_rate') }} as push_adoption_rate,
        {{ kpi_of('push_rated_adoption_rate') }} as push_rated_adoption_rate,
        {{ kpi_of('push_effective_adoption_rate') }} as push_effective_adoption_rate,
        {{ kpi_of('agent_suggestion_acceptance_rate') }} as agent_suggestion_acceptance_rate,
        {{ kpi_of('agent_suggestion_verbatim_rate') }} as agent_suggestion_verbatim_rate,
        {{ kpi_of('agent_suggestion_dismissal_rate') }} as agent_suggestion_dismissal_rate,
        {{ kpi_of('agent_suggestion_trigger_rate') }} as agent_suggestion_trigger_rate,
        {{ kpi_of('automation_rate') }} as automation_rate,
        {{ kpi_of('step_automation_rate') }} as step_automation_rate
    from unioned
    group by kpi_date, site_id, channel, queue_id, team_id

)

select * from pivoted
