-- Grain: one row per day and channel with bot sessions that spared a human; an estimate.
-- Does:  prices them at what one human conversation cost that month, over all channels.
with sessions as (

    select
        contacts.contact_date as avoided_date,
        contacts.channel,
        count(*) as sessions
    from {{ ref('fct_bot_session') }} as sessions
    inner join {{ ref('fct_contact') }} as contacts on sessions.contact_id = contacts.contact_id
    where
        sessions.is_matured
        and sessions.is_contained
        and sessions.is_customer_known
        and not sessions.has_recontact
    group by contacts.contact_date, contacts.channel

),

costs as (

    select
        date_trunc('month', cost_date) as month_start,
        sum(amount) as amount
    from {{ ref('fct_cost_allocated') }}
    where handler = 'human'
    group by date_trunc('month', cost_date)

),

conversations as (

    select
        date_trunc('month', served_date) as month_start,
        sum(contacts) as conversations
    from {{ ref('fct_contacts_served_daily') }}
    where handler = 'human'
    group by date_trunc('month', served_date)

),

priced as (

    select
        sessions.avoided_date,
        sessions.channel,
        sessions.sessions,
        {{ rounded_share('costs.amount', 'sessions.sessions', 'conversations.conversations') }} as avoided_cost
    from sessions
    inner join costs on date_trunc('month', sessions.avoided_date) = costs.month_start
    inner join conversations on date_trunc('month', sessions.avoided_date) = conversations.month_start

)

select * from priced
