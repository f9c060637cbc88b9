-- Grain: one row per measure and observation: a contact's first response, all hours or opening hours, or one of its reply gaps.
{{ config(materialized='ephemeral') }}
with contacts as (

    select * from {{ ref('fct_contact') }} {{ of_unit('kpi_date', 'contact_date') }}

)

select
    'first_response' as measure_id,
    contact_date as measure_date,
    site_id,
    channel,
    queue_id,
    team_id,
    first_response_ms as duration_ms
from contacts
where expects_response and first_response_ms is not null

union all

select
    'first_response_bh',
    contacts.contact_date,
    contacts.site_id,
    contacts.channel,
    contacts.queue_id,
    contacts.team_id,
    business.first_response_bh_ms
from {{ ref('fct_contact_business_hours') }} as business
inner join contacts on business.contact_id = contacts.contact_id
where contacts.expects_response and business.first_response_bh_ms is not null

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
inner join contacts on gaps.contact_id = contacts.contact_id
where gaps.is_answered
