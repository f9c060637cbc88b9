-- Grain: one row per promise about a counted ticket: one the source tells of (sla_id), or one of our own policies for a ticket
--        about which the source promises nothing.
-- Does:  decides whether the promise is due and whether it was kept. The source's own verdict goes before the times.
{{ config(meta={'unit': 'ticket_id', 'ripens_at': ['due_at']}) }}
with tickets as (

    select * from {{ ref('fct_ticket') }} {{ of_unit('ticket_id') }}
    where is_counted

),

told as (

    select * from {{ ref('int_sla_instances') }} {{ of_unit('ticket_id') }}

),

derived as (

    select * from {{ ref('fct_sla_derived') }} {{ of_unit('ticket_id') }}

),

span as (

    select * from {{ ref('int_data_span') }}

),

promised as (

    select
        told.sla_id,
        told.ticket_id,
        told.metric,
        told.policy,
        told.applied_at,
        told.due_at,
        told.fulfilled_at,
        told.is_breached
    from told

    union all

    select
        'own ' || derived.metric || ' ' || derived.ticket_id,
        derived.ticket_id,
        derived.metric,
        derived.policy_id,
        derived.applied_at,
        derived.due_at,
        derived.fulfilled_at,
        null
    from derived
    where derived.ticket_id not in (select told.ticket_id from told)

),

placed as (

    select
        promised.*,
        tickets.channel,
        tickets.team_id,
        {{ local_date('promised.applied_at') }} as applied_date,
        coalesce(promised.is_breached, coalesce(promised.fulfilled_at, span.as_of) > promised.due_at) as is_late,
        promised.fulfilled_at is not null or coalesce(promised.is_breached or promised.due_at < span.as_of, false) as is_over
    from promised
    inner join tickets on promised.ticket_id = tickets.ticket_id
    cross join span

),

judged as (

    select
        placed.*,
        placed.is_over and placed.is_late is not null as is_due,
        placed.is_over and coalesce(not placed.is_late, false) as is_met
    from placed

)

select * from judged
