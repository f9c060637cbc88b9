-- Grain: one row per contact that has messages.
-- Does:  counts the contact's messages and finds its first answers and its last word. Text stays here: of the last
--        message only "was it a courtesy" goes on.
{{ config(meta={'unit': 'contact_id'}) }}
{% set in_order = ['messages.sent_at', 'messages.message_id'] %}
{% set answers = 'messages.is_agent_message and messages.sent_at >= ' %}
{# Neither the system nor an automatic line speaks, and what comes after the contact's end was not there when it was closed. #}
{% set spoken = "messages.is_public and messages.author_type <> 'system' and not messages.is_automatic_agent_message"
    ~ " and (contacts.ended_at is null or messages.sent_at <= contacts.ended_at)" %}
with contacts as (

    select * from {{ ref('int_contacts') }} {{ of_unit('contact_id') }}

),

messages as (

    select * from {{ ref('fct_message') }} {{ of_unit('contact_id') }}

),

first_connections as (

    select
        contact_id,
        first_connected_at
    from {{ ref('fct_contact_agents') }} {{ of_unit('contact_id') }}

),

summarised as (

    select
        messages.contact_id,
        {{ count_if('messages.is_customer_message') }} as customer_messages,
        {{ count_if('messages.is_agent_message') }} as agent_messages,
        {{ count_if('messages.is_agent_message and messages.script_id is not null') }} as script_uses,
        min(messages.sent_at) filter (
            where messages.is_agent_message and messages.sent_at >= contacts.started_at
        ) as first_response_at,
        min(messages.sent_at) filter (
            where messages.is_public and messages.author_type in ('agent', 'bot') and messages.sent_at >= contacts.started_at
        ) as first_response_any_at,
        min(messages.sent_at) filter (
            where messages.is_agent_message and messages.sent_at >= first_connections.first_connected_at
        ) as first_message_after_accept_at,
        {{ last_by('messages.author_type', in_order, spoken) }} as last_author_type,
        {{ last_by('messages.is_courtesy', in_order, spoken) }} as is_last_a_courtesy,
        {{ first_by('messages.author_id', in_order, answers ~ 'contacts.started_at') }} as first_response_by,
        {{ first_by('messages.author_id', in_order, answers ~ 'first_connections.first_connected_at') }} as first_message_after_accept_by
    from messages
    inner join contacts on messages.contact_id = contacts.contact_id
    left join first_connections on messages.contact_id = first_connections.contact_id
    group by messages.contact_id

)

select * from summarised
