-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per native row and time without an offset that its zone shows twice or never.
-- Does:  looks only at the days on which a declared zone changes its clocks; most files have none.
--        Of a time that comes twice the later instant is taken; one that never comes is put
--        forward.
{% set columns = {
    'contacts': ['started_at', 'ended_at'],
    'queue_segments': ['entered_at', 'left_at'],
    'agent_segments': ['connected_at', 'disconnected_at', 'acw_ended_at'],
    'bot_sessions': ['started_at', 'ended_at', 'handoff_requested_at', 'handoff_connected_at'],
    'bot_turns': ['asked_at'],
    'messages': ['sent_at'],
    'suggestions': ['shown_at', 'responded_at'],
    'knowledge_articles': ['created_at', 'content_updated_at'],
    'knowledge_flags': ['flagged_at', 'fixed_at'],
    'opinion_events': ['occurred_at', 'escalated_at'],
    'opinion_alerts': ['alerted_at'],
    'complaints': ['opened_at', 'due_at', 'closed_at'],
    'quality_reviews': ['reviewed_at'],
    'surveys': ['invited_at', 'responded_at'],
    'tickets': ['created_at'],
    'ticket_events': ['occurred_at'],
    'sla_instances': ['applied_at', 'due_at', 'fulfilled_at'],
    'agents': ['valid_from', 'valid_to'],
    'agent_states': ['entered_at', 'left_at'],
    'agent_skills': ['assessed_at'],
    'shifts': ['starts_at', 'ends_at'],
    'queues': ['valid_from', 'valid_to'],
    'trunk_intervals': ['interval_start'],
} %}
with zones as (

    {%- for table_name in columns %}
    select distinct _timezone as zone from {{ source('native', table_name) }}
    where _timezone is not null
    {{ 'union' if not loop.last }}
    {%- endfor %}

),

calendar as (

    select
        zones.zone,
        {{ days_of("date '1990-01-01'", "date '2099-12-31'") }} as date_day
    from zones

),

turning_days as (

    select
        zone,
        date_day
    from calendar
    where
        timezone(zone, cast(date_day + interval 1 day as timestamp))
        <> timezone(zone, cast(date_day as timestamp)) + interval 24 hour

),

written as (

    {%- for table_name, names in columns.items() %}
    select
        '{{ table_name }}' as table_name,
        _batch_id,
        _source_row,
        _timezone as zone,
        unnest([
            {%- for name in names %}
            {
                'field': '{{ name }}',
                'instant_text': {{ name }},
                'local_at': try_cast({{ name }} as timestamp)
            }{{ ',' if not loop.last }}
            {%- endfor %}
        ], recursive := true)
    from {{ source('native', table_name) }}
    where _timezone in (select turning_days.zone from turning_days)
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

read_as as (

    select
        written.*,
        timezone('UTC', timezone(written.zone, written.local_at)) as instant
    from written
    inner join turning_days
        on
            written.zone = turning_days.zone
            and cast(written.local_at as date) = turning_days.date_day
    where not {{ has_offset('written.instant_text') }}

),

judged as (

    select
        table_name,
        field,
        _batch_id,
        _source_row,
        case
            when {{ local_time('instant', 'zone') }} <> local_at then 'TZ_NONEXISTENT'
            -- clocks go back by an hour, on one island by half of one
            when
                {{ local_time("instant - interval '60' minute", 'zone') }} = local_at
                or {{ local_time("instant - interval '30' minute", 'zone') }} = local_at
                then 'TZ_AMBIGUOUS'
        end as reason_code
    from read_as

)

select * from judged
where reason_code is not null
