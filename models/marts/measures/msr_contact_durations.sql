-- Grain: one row per measure and observation: a contact's first response, or one of its reply gaps.
{{ config(materialized='ephemeral') }}
select
    'first_response' as measure_id,
    contact_date as measure_date,
    site_id,
    channel,
    queue_id,
    team_id,
    first_response_ms as duration_ms
from {{ ref('fct_contact') }}
where expects_response and first_response_ms is not null

union all

select
    'reply_gap',
    contacts.contact_date,
    contacts.site_id,
    contacts.channel,
    contacts.queue_id,
    contacts.team_id,
    gaps.gap_ms
from {{ ref('fct_reply_gap') }} as gaps
inner join {{ ref('fct_contact') }} as contacts on gaps.contact_id = contacts.contact_id
where gaps.is_answered
