-- A mean is linear: what is usual of the slices adds up to a quarter of the contacts of the four usual days, counted uncut.
with contacts as (

    select
        contact_date,
        count(*) as contacts
    from {{ ref('fct_contact') }}
    group by contact_date

),

uncut as (

    select
        usual_days.date_day,
        250 * sum(contacts.contacts) as usual_milli
    from {{ ref('fct_usual_day') }} as usual_days
    inner join contacts on usual_days.usual_date = contacts.contact_date
    group by usual_days.date_day

),

sliced as (

    select
        measure_date,
        sum(measure_value) as usual_milli
    from {{ ref('fct_measure_daily') }}
    where measure_id = 'contacts_usual_milli'
    group by measure_date

)

select
    uncut.date_day,
    uncut.usual_milli,
    sliced.usual_milli as usual_milli_of_slices
from uncut
full join sliced on uncut.date_day = sliced.measure_date
where uncut.usual_milli is distinct from sliced.usual_milli
