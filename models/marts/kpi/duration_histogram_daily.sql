-- Grain: one row per day, slice, measure and bucket. Buckets are logarithmic, 2 % wide, and add up over any slice and period.
with durations as (

    select
        'wait_answered' as measure_id,
        entered_date as measure_date,
        site_id,
        channel,
        queue_id,
        '(all)' as team_id,
        wait_ms as duration_ms
    from {{ ref('fct_queue_segment') }}
    where is_inbound and outcome_class = 'answered'

    union all

    select
        'wait_ended',
        entered_date,
        site_id,
        channel,
        queue_id,
        '(all)',
        wait_ms
    from {{ ref('fct_queue_segment') }}
    where is_inbound and outcome_class in ('answered', 'abandoned')

    union all

    select
        'talk',
        connected_date,
        site_id,
        channel,
        queue_id,
        team_id,
        talk_ms
    from {{ ref('fct_agent_segment') }}
    where is_handled

    union all

    select
        'first_response',
        contact_date,
        site_id,
        channel,
        queue_id,
        team_id,
        first_response_ms
    from {{ ref('fct_contact') }}
    where expects_response and first_response_ms is not null

    union all

    select
        'reply_gap',
        contacts.contact_date,
        contacts.site_id,
        contacts.channel,
        contacts.queue_id,
        contacts.team_id,
        gaps.gap_ms
    from {{ ref('fct_reply_gap') }} as gaps
    inner join {{ ref('fct_contact') }} as contacts on gaps.contact_id = contacts.contact_id
    where gaps.is_answered

),

bucketed as (

    select
        measure_date as kpi_date,
        {{ known_slices('durations', ['site_id', 'channel', 'queue_id', 'team_id']) }},
        measure_id,
        {{ duration_bucket('duration_ms') }} as bucket_id,
        count(*) as observations
    from durations
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
