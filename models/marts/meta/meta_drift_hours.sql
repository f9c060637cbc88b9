-- Grain: one row per whole hour of the wall clock (business zone) between the first contact and the last, as far as it is over.
-- Does:  leaves out hours of another length: the one that comes twice when clocks go back, and what is left of one that clocks skip.
{{ config(materialized='ephemeral') }}
with span as (

    select
        min(contacts.started_at) as first_at,
        max(contacts.started_at) as last_at,
        any_value(span.as_of) as as_of
    from {{ ref('fct_contact') }} as contacts
    cross join {{ ref('int_data_span') }} as span

),

quarters as (

    select
        {{ quarter_hours_of('first_at', "last_at + interval '1' hour") }} as quarter_starts_at,
        last_at,
        as_of
    from span

),

hours as (

    select
        {{ local_date('quarter_starts_at') }} as kpi_date,
        {{ local_hour('quarter_starts_at') }} as hour_of_day,
        count(*) as quarters,
        bool_or(quarter_starts_at <= last_at) as has_begun,
        bool_and(quarter_starts_at + interval '15' minute <= as_of) as is_over
    from quarters
    group by all

)

select
    kpi_date,
    hour_of_day
from hours
where quarters = 4 and has_begun and is_over
