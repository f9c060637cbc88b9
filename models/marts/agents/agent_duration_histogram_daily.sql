-- Grain: one row per day, slice, agent, measure and bucket: the reply gaps that the agent ended, of months with contacts enough.
with gaps as (

    select
        gaps.gap_ms,
        contacts.agent_id,
        contacts.contact_date,
        contacts.site_id,
        contacts.channel,
        contacts.queue_id,
        contacts.team_id
    from {{ ref('fct_reply_gap') }} as gaps
    inner join {{ ref('fct_agent_contact') }} as contacts
        on gaps.contact_id = contacts.contact_id and gaps.answered_by = contacts.agent_id
    inner join {{ ref('agent_month') }} as months
        on contacts.agent_id = months.agent_id and cast(date_trunc('month', contacts.contact_date) as date) = months.month_start

),

bucketed as (

    select
        contact_date as kpi_date,
        {{ known_slices('gaps', ['site_id', 'channel', 'queue_id', 'team_id']) }},
        agent_id,
        'reply_gap' as measure_id,
        {{ duration_bucket('gap_ms') }} as bucket_id,
        count(*) as observations
    from gaps
    group by all

)

select
    kpi_date,
    site_id,
    channel,
    queue_id,
    team_id,
    agent_id,
    measure_id,
    bucket_id,
    {{ bucket_seconds('bucket_id') }} as bucket_seconds,
    observations
from bucketed
