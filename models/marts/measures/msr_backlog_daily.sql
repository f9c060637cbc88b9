-- Grain: one row per day, channel and team, from the day its first ticket was opened to the last day of the data: tickets open
--        when the day ended, none included.
with tickets as (

    select * from {{ ref('fct_ticket') }}
    where is_counted

),

open_tickets as (

    select * from {{ ref('fct_ticket_open_daily') }}

),

days as (

    select * from {{ ref('dim_date') }}

),

begun as (

    select
        {{ known_slices('tickets', ['channel', 'team_id']) }},
        min(created_date) as first_date
    from tickets
    group by all

),

stocked as (

    select
        snapshot_date,
        {{ known_slices('open_tickets', ['channel', 'team_id']) }},
        count(*) as tickets
    from open_tickets
    group by all

),

filled as (

    select
        days.date_day as measure_date,
        begun.site_id,
        begun.channel,
        begun.queue_id,
        begun.team_id,
        coalesce(stocked.tickets, 0) as backlog_open
    from begun
    inner join days on begun.first_date <= days.date_day
    left join stocked
        on
            days.date_day = stocked.snapshot_date
            and begun.channel = stocked.channel
            and begun.team_id = stocked.team_id

)

select * from filled
