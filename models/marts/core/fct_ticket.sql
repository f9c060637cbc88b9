-- Grain: one row per ticket, at the slice all its measures are counted at.
-- Does:  gathers its replies and its progress, and decides what became of it. Spam and tickets merged into another are kept,
--        marked, and counted nowhere.
{{ config(meta={
    'unit': 'ticket_id',
    'ripens_at': [hours_after('created_at', 24 * var('resolution_cutoff_days'))],
}) }}
with tickets as (

    select * from {{ ref('int_tickets') }} {{ of_unit('ticket_id') }}

),

progress as (

    select * from {{ ref('fct_ticket_progress') }} {{ of_unit('ticket_id') }}

),

handling as (

    select * from {{ ref('fct_ticket_handling') }} {{ of_unit('ticket_id') }}

),

span as (

    select * from {{ ref('int_data_span') }}

),

gathered as (

    select
        tickets.ticket_id,
        tickets.contact_id,
        tickets.customer_id,
        tickets.issue_key,
        tickets.channel,
        handling.team_id,
        tickets.created_by,
        tickets.created_at,
        {{ local_date('tickets.created_at') }} as created_date,
        {{ local_date('progress.first_resolved_at') }} as resolved_date,
        not coalesce(tickets.is_spam, false) and tickets.merged_into_ticket_id is null as is_counted,

        -- what was done
        handling.priority,
        coalesce(handling.agent_replies, 0) as agent_replies,
        handling.first_agent_reply_at,
        coalesce(handling.customer_rounds, 0) as customer_rounds,
        coalesce(handling.assignments, 0) as assignments,

        -- how far it came
        progress.first_resolved_at is not null as is_resolved,
        progress.* exclude (ticket_id)
    from tickets
    inner join progress on tickets.ticket_id = progress.ticket_id
    left join handling on tickets.ticket_id = handling.ticket_id

),

judged as (

    select
        gathered.*,
        gathered.created_at + interval '{{ var('resolution_cutoff_days') }}' day <= span.as_of as is_matured,
        not gathered.is_reopened
        and coalesce(
            gathered.first_resolved_at <= gathered.created_at + interval '{{ var('resolution_cutoff_days') }}' day, false
        ) as is_resolved_in_cutoff,
        coalesce(
            gathered.first_reopened_at <= gathered.first_resolved_at + interval '{{ var('reopen_window_days') }}' day, false
        ) as is_reopened_in_window
    from gathered
    cross join span

)

select * from judged
