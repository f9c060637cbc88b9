-- Grain: one row per day, site, channel, queue and issue in which both juniors and seniors handled contacts.
-- Does:  says what the juniors' work would have taken at the seniors' mean, so that sums over cells compare like with like.
{{ config(meta={
    'unit': 'connected_date',
    'through': {'fct_contact': ['fct_agent_segment', 'contact_id', 'connected_date']},
}) }}
with segments as (

    select * from {{ ref('fct_agent_segment') }} {{ of_unit('connected_date') }}
    where is_handled

),

contacts as (

    select * from {{ ref('fct_contact') }}

),

graded as (

    select
        segments.connected_date,
        segments.site_id,
        segments.channel,
        segments.queue_id,
        contacts.issue_key,
        segments.handle_ms,
        coalesce(segments.tier in ('new', 'junior'), false) as is_junior,
        coalesce(segments.tier in ('senior', 'expert'), false) as is_senior
    from segments
    left join contacts on segments.contact_id = contacts.contact_id

),

summed as (

    select
        connected_date,
        site_id,
        channel,
        queue_id,
        issue_key,
        {{ count_if('is_junior') }} as junior_handled,
        {{ count_if('is_senior') }} as senior_handled,
        {{ sum_if('handle_ms', 'is_junior') }} as junior_handle_ms,
        {{ sum_if('handle_ms', 'is_senior') }} as senior_handle_ms
    from graded
    group by connected_date, site_id, channel, queue_id, issue_key

)

select
    *,
    {{ rounded_share('senior_handle_ms', 'junior_handled', 'senior_handled') }} as junior_handle_at_senior_mean_ms
from summed
where junior_handled > 0 and senior_handled > 0
