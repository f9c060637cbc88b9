-- Grain: one row per hour of the wall clock in which anything was counted, and channel or (all).
-- Does:  counts contacts by the hour they started, what agents handled by the hour of the connection.
{{ config(materialized='ephemeral') }}
with contacts as (

    select * from {{ ref('fct_contact') }}

),

segments as (

    select * from {{ ref('fct_agent_segment') }}
    where is_handled

),

counted as (

    select
        contacts.contact_date as kpi_date,
        {{ local_hour('contacts.started_at', 'sites.timezone') }} as hour_of_day,
        coalesce(contacts.channel, '(unknown)') as channel,
        count(*) as contacts,
        {{ count_if('contacts.is_closed') }} as closed,
        {{ count_if('contacts.is_automated') }} as automated,
        cast(0 as bigint) as handled,
        cast(0 as bigint) as handle_ms
    from contacts
    left join {{ ref('sites') }} as sites on contacts.site_id = sites.site_id
    group by all

    union all

    select
        segments.connected_date,
        {{ local_hour('segments.connected_at', 'sites.timezone') }},
        coalesce(segments.channel, '(unknown)'),
        0,
        0,
        0,
        count(*),
        {{ sum_if('segments.handle_ms') }}
    from segments
    left join {{ ref('sites') }} as sites on segments.site_id = sites.site_id
    group by all

),

sliced as (

    select
        kpi_date,
        hour_of_day,
        case when grouping(channel) = 1 then '(all)' else channel end as channel,
        {{ sum_if('contacts') }} as contacts,
        {{ sum_if('closed') }} as closed,
        {{ sum_if('automated') }} as automated,
        {{ sum_if('handled') }} as handled,
        {{ sum_if('handle_ms') }} as handle_ms
    from counted
    group by grouping sets ((kpi_date, hour_of_day, channel), (kpi_date, hour_of_day))

)

select * from sliced
