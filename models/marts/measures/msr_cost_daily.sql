-- Grain: one row per day and channel: costs, and the contacts served that they are divided by.
with borne as (

    select
        cost_date as measure_date,
        category,
        channel,
        handler,
        amount,
        0 as contacts
    from {{ ref('fct_cost_allocated') }}

    union all

    select
        served_date,
        null,
        channel,
        handler,
        0,
        contacts
    from {{ ref('fct_contacts_served_daily') }}

),

counted as (

    select
        measure_date,
        {{ known_slices('borne', ['channel']) }},
        {{ sum_if('amount') }} as cost_total,
        {{ sum_if('amount', "handler = 'human'") }} as cost_human,
        {{ sum_if('amount', "handler = 'bot'") }} as cost_bot,
        {{ sum_if('amount', "category = 'labour'") }} as cost_labour,
        {{ sum_if('contacts') }} as contacts_served,
        {{ sum_if('contacts', "handler = 'human'") }} as contacts_served_by_human,
        {{ sum_if('contacts', "handler = 'bot'") }} as contacts_served_by_bot
    from borne
    group by all

)

select * from counted
