-- Grain: one row per day, site, channel and queue: contacts held against what is usual, on days for which that is known.
with contacts as (

    select * from {{ ref('fct_contact') }}

),

usual_days as (

    select * from {{ ref('fct_usual_day') }}

),

counted as (

    select
        contact_date,
        {{ known_slices('contacts', ['site_id', 'channel', 'queue_id']) }},
        count(*) as contacts
    from contacts
    group by all

),

compared as (

    -- a day's usual is the mean of four: a quarter of each
    select
        usual_days.date_day as measure_date,
        counted.* exclude (contact_date, contacts),
        0 as contacts_milli,
        250 * counted.contacts as usual_milli
    from usual_days
    inner join counted on usual_days.usual_date = counted.contact_date

    union all

    select
        counted.contact_date,
        counted.* exclude (contact_date, contacts),
        1000 * counted.contacts,
        0
    from counted
    where counted.contact_date in (select date_day from usual_days)

),

summed as (

    select
        measure_date,
        site_id,
        channel,
        queue_id,
        team_id,
        {{ sum_if('usual_milli') }} as contacts_usual_milli,
        {{ sum_if('contacts_milli - usual_milli') }} as net_contacts_above_usual_milli
    from compared
    group by measure_date, site_id, channel, queue_id, team_id

)

select * from summed
