-- A duration in opening hours exists where the duration does, is no longer, and is the same on the calendar that is always open.
{% set durations = [
    ('fct_contact', 'first_response_ms', 'business.first_response_bh_ms'),
    ('fct_contact', 'first_response_any_ms', 'business.first_response_any_bh_ms'),
    ('fct_contact', 'first_response_from_accept_ms', 'business.first_response_from_accept_bh_ms'),
    ('fct_reply_gap', 'gap_ms', 'facts.gap_bh_ms'),
    ('fct_reply_gap', 'gap_from_last_ms', 'facts.gap_from_last_bh_ms'),
] %}
with durations as (

    {% for fact, in_all, open in durations %}
    select
        business.calendar_id,
        facts.{{ in_all }} as all_ms,
        {{ open }} as open_ms
    from {{ ref(fact) }} as facts
    inner join {{ ref('fct_contact_business_hours') }} as business on facts.contact_id = business.contact_id
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select *
from durations
where
    (all_ms is null) <> (open_ms is null)
    or open_ms not between 0 and all_ms
    or (calendar_id = '24x7' and open_ms <> all_ms)
