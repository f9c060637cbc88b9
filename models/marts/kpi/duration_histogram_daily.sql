-- Grain: one row per day, slice, measure and bucket. Buckets are logarithmic, 2 % wide, and add up over any slice and period.
{{ config(meta={
    'unit': 'kpi_date',
    'through': {
        'fct_contact_business_hours': ['fct_contact', 'contact_id', 'contact_date'],
        'fct_reply_gap': ['fct_contact', 'contact_id', 'contact_date'],
    },
}) }}
{% set feeds = [
    'msr_contact_durations',
    'msr_queue_durations',
    'msr_agent_segment_durations',
    'msr_ticket_durations',
] %}
with durations as (

    {% for feed in feeds %}
    select * from {{ ref(feed) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

shown as (

    select
        * exclude (team_id),
        {{ shown_team("coalesce(durations.team_id, '(unknown)')") }} as team_id
    from durations

),

bucketed as (

    select
        measure_date as kpi_date,
        {{ known_slices('shown', ['site_id', 'channel', 'queue_id', 'team_id']) }},
        measure_id,
        {{ duration_bucket('duration_ms') }} as bucket_id,
        count(*) as observations
    from shown
    group by all

),

placed as (

    select
        *,
        {{ bucket_seconds('bucket_id') }} as bucket_seconds
    from bucketed

)

select
    kpi_date,
    site_id,
    channel,
    queue_id,
    team_id,
    measure_id,
    bucket_id,
    bucket_seconds,
    observations
from placed
