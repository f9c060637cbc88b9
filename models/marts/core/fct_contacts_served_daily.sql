-- Grain: one row per day, channel and handler (human, bot) that served contacts started then; what costs are shared out by.
with contacts as (

    select * from {{ ref('fct_contact') }}

),

served as (

    select
        contact_date as served_date,
        coalesce(channel, '(unknown)') as channel,
        case
            when is_human_conversation then 'human'
            when bot_sessions_engaged > 0 and not has_agent then 'bot'
        end as handler
    from contacts

),

counted as (

    select
        served_date,
        channel,
        handler,
        count(*) as contacts
    from served
    where handler is not null
    group by served_date, channel, handler

)

select * from counted
