-- Grain: one row per day, site, channel, queue and team of the contacts that started then: what bots and presets did for them.
{{ config(meta={
    'unit': 'measure_date',
    'through': {
        'fct_contact_bots': ['fct_contact', 'contact_id', 'contact_date'],
        'fct_contact_suggestions': ['fct_contact', 'contact_id', 'contact_date'],
    },
}) }}
with contacts as (

    select * from {{ ref('fct_contact') }} {{ of_unit('measure_date', 'contact_date') }}

),

counted as (

    select
        contacts.contact_date as measure_date,
        {{ known_slices('contacts', ['site_id', 'channel', 'queue_id', 'team_id']) }},

        -- bots
        {{ sum_if('contacts.bot_sessions') }} as bot_sessions,
        {{ sum_if('contacts.bot_sessions + cast(contacts.is_human_conversation as bigint)') }} as bot_sessions_and_human_conversations,
        {{ sum_if('contacts.bot_sessions_engaged') }} as bot_sessions_engaged,
        {{ sum_if('contacts.bot_sessions_contained') }} as bot_sessions_contained,
        {{ sum_if('bot_sessions_handoff_requested') }} as bot_sessions_handoff_requested,
        {{ sum_if('bot_sessions_handoff_connected') }} as bot_sessions_handoff_connected,
        {{ sum_if('bot_sessions_open') }} as bot_sessions_open,
        {{ sum_if('bot_sessions_matured') }} as bot_sessions_matured,
        {{ sum_if('bot_sessions_contained_no_recontact') }} as bot_sessions_contained_no_recontact,
        {{ sum_if('bot_sessions_confirmed') }} as bot_sessions_confirmed,
        {{ sum_if('bot_sessions_assumed_resolved') }} as bot_sessions_assumed_resolved,
        {{ sum_if('bot_sessions_with_fallback') }} as bot_sessions_with_fallback,
        {{ sum_if('bot_turns') }} as bot_turns,
        {{ sum_if('bot_turns_fallback') }} as bot_turns_fallback,
        {{ sum_if('bot_turns_labelled') }} as bot_turns_labelled,
        {{ sum_if('bot_turns_correct') }} as bot_turns_correct,

        -- suggestions to agents
        {{ sum_if('suggestions_shown') }} as suggestions_shown,
        {{ sum_if('suggestions_accepted') }} as suggestions_accepted,
        {{ sum_if('suggestions_edited') }} as suggestions_edited,
        {{ sum_if('suggestions_accepted + suggestions_edited') }} as suggestions_applied,
        {{ sum_if('suggestions_dismissed') }} as suggestions_dismissed,
        {{ count_if('suggestions_shown > 0') }} as contacts_with_suggestion,

        -- pushes to customers
        {{ sum_if('pushes_shown') }} as pushes_shown,
        {{ sum_if('pushes_rated') }} as pushes_rated,
        {{ sum_if('pushes_adopted') }} as pushes_adopted,
        {{ sum_if('pushes_adopted_without_request') }} as pushes_adopted_without_request
    from contacts
    left join {{ ref('fct_contact_bots') }} as bots on contacts.contact_id = bots.contact_id
    left join {{ ref('fct_contact_suggestions') }} as suggestions on contacts.contact_id = suggestions.contact_id
    group by all

)

select * from counted
