-- Where one reading of a KPI is a part of another, it is never the larger one.
{% set pairs = [
    ('bot_confirmed_resolution_rate', 'bot_assumed_resolution_rate'),
    ('push_effective_adoption_rate', 'push_adoption_rate'),
    ('push_adoption_rate', 'push_rated_adoption_rate'),
    ('agent_premature_close_rate', 'agent_close_rate'),
    ('sensitive_conversation_rate', 'sensitive_hits_per_conversation'),
    ('script_conversation_coverage', 'script_uses_per_conversation'),
    ('concurrency_time_weighted', 'concurrency_peak'),
    ('occupancy_talk_hold', 'occupancy'),
    ('agent_turnover_rate_voluntary', 'agent_turnover_rate'),
    ('agent_work_time', 'requester_wait_time'),
    ('on_hold_time', 'requester_wait_time'),
    ('first_resolution_time_avg__bh', 'first_resolution_time_avg'),
    ('full_resolution_time_avg__bh', 'full_resolution_time_avg'),
    ('requester_wait_time__bh', 'requester_wait_time'),
    ('agent_work_time__bh', 'agent_work_time'),
    ('agent_wait_time__bh', 'agent_wait_time'),
    ('on_hold_time__bh', 'on_hold_time'),
    ('repeat_contact_rate_24h', 'repeat_contact_rate_48h'),
    ('aht_chat_active', 'aht_chat')
] %}
with pairs as (

    select
        pairs.smaller,
        pairs.larger
    from (
        values
        {% for smaller, larger in pairs %}
        ('{{ smaller }}', '{{ larger }}'){{ ',' if not loop.last }}
        {% endfor %}
    ) as pairs (smaller, larger)

)

select
    one.*,
    other.kpi_id as larger_kpi_id,
    other.kpi_value as larger_value
from {{ ref('kpi_daily') }} as one {{ of_changed('kpi_date') }}
inner join pairs on one.kpi_id = pairs.smaller
inner join {{ ref('kpi_daily') }} as other
    on
        pairs.larger = other.kpi_id
        and one.kpi_date = other.kpi_date
        and one.site_id = other.site_id
        and one.channel = other.channel
        and one.queue_id = other.queue_id
        and one.team_id = other.team_id
where one.kpi_value > other.kpi_value
