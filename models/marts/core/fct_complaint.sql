-- Grain: one row per complaint, placed where its contact is.
with complaints as (

    select * from {{ ref('int_complaints') }}

),

contacts as (

    select * from {{ ref('int_contacts') }}

),

sites as (

    select * from {{ ref('sites') }}

),

span as (

    select * from {{ ref('int_data_span') }}

),

placed as (

    select
        complaints.complaint_id,
        complaints.contact_id,
        coalesce(complaints.customer_id, contacts.customer_id) as customer_id,
        contacts.site_id,
        contacts.channel,
        complaints.opened_at,
        {{ local_date('complaints.opened_at', 'sites.timezone') }} as opened_date,
        coalesce(complaints.due_at, complaints.opened_at + interval '{{ var("complaint_due_days") }}' day) as due_at,
        complaints.closed_at,
        coalesce(complaints.is_escalated, false) as is_escalated
    from complaints
    left join contacts on complaints.contact_id = contacts.contact_id
    left join sites on contacts.site_id = sites.site_id

),

followed as (

    select
        *,
        lag(opened_at) over (partition by customer_id order by opened_at, complaint_id) as previous_opened_at
    from placed

),

judged as (

    select
        followed.*,
        followed.closed_at is not null or coalesce(followed.due_at < span.as_of, false) as is_due,
        coalesce(followed.closed_at <= followed.due_at, false) as is_closed_in_time,
        followed.customer_id is not null as is_customer_known,
        followed.customer_id is not null and coalesce(
            followed.previous_opened_at >= followed.opened_at - interval '{{ var("repeat_complaint_days") }}' day, false
        ) as is_repeat
    from followed
    cross join span

)

select * from judged
