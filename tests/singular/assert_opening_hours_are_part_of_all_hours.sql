-- A duration in opening hours exists where the duration does, is no longer, and is the same on the calendar that is always open.
with durations as (

    select
        business.calendar_id,
        contacts.first_response_ms as all_ms,
        business.first_response_bh_ms as open_ms
    from {{ ref('fct_contact_business_hours') }} as business
    inner join {{ ref('fct_contact') }} as contacts on business.contact_id = contacts.contact_id

    union all

    select
        business.calendar_id,
        contacts.first_response_any_ms,
        business.first_response_any_bh_ms
    from {{ ref('fct_contact_business_hours') }} as business
    inner join {{ ref('fct_contact') }} as contacts on business.contact_id = contacts.contact_id

    union all

    select
        business.calendar_id,
        contacts.first_response_from_accept_ms,
        business.first_response_from_accept_bh_ms
    from {{ ref('fct_contact_business_hours') }} as business
    inner join {{ ref('fct_contact') }} as contacts on business.contact_id = contacts.contact_id

    union all

    select
        business.calendar_id,
        gaps.gap_ms,
        gaps.gap_bh_ms
    from {{ ref('fct_reply_gap') }} as gaps
    inner join {{ ref('fct_contact_business_hours') }} as business on gaps.contact_id = business.contact_id

    union all

    select
        business.calendar_id,
        gaps.gap_from_last_ms,
        gaps.gap_from_last_bh_ms
    from {{ ref('fct_reply_gap') }} as gaps
    inner join {{ ref('fct_contact_business_hours') }} as business on gaps.contact_id = business.contact_id

)

select *
from durations
where
    (all_ms is null) <> (open_ms is null)
    or open_ms not between 0 and all_ms
    or (calendar_id = '24x7' and open_ms <> all_ms)
