-- Grain: one row per day, slice and measure (counts, or milliseconds). Here, and only here, the processes meet:
--        side by side, never joined, so that nothing can fan out. Zeros are not stored, but for stocks.
-- Does:  tells small teams as one. Up to here teams are the real ones; whatever reads on from here may be published.
{{ config(meta={'unit': 'measure_date'}) }}
{% set feeds = [
    'msr_contact_daily',
    'msr_assistance_daily',
    'msr_issue_daily',
    'msr_queue_daily',
    'msr_queue_interval_daily',
    'msr_volume_daily',
    'msr_trunk_daily',
    'msr_agent_segment_daily',
    'msr_handle_mix_daily',
    'msr_agent_time_daily',
    'msr_occupancy_daily',
    'msr_workforce_daily',
    'msr_headcount_daily',
    'msr_ramp_daily',
    'msr_skill_daily',
    'msr_knowledge_daily',
    'msr_opinion_daily',
    'msr_ticket_daily',
    'msr_ticket_solved_daily',
    'msr_backlog_daily',
    'msr_sla_daily',
    'msr_process_step_daily',
    'msr_process_case_daily',
    'msr_quality_review_daily',
    'msr_complaint_daily',
    'msr_survey_daily',
    'msr_survey_invitation_daily',
    'msr_survey_agent_daily',
    'msr_employee_survey_daily',
    'msr_cost_daily',
    'msr_avoided_cost_daily',
    'msr_customer_daily',
] %}
{% set stocks = {
    'msr_backlog_daily': ['backlog_open'],
    'msr_skill_daily': [
        'skills_required_to_date', 'skills_met_to_date', 'skill_levels_required_to_date_milli', 'skill_levels_missing_to_date_milli'
    ],
} %}
{% set peaks = ['concurrency_peak_conversations'] %}
with measured as (

    {% for feed in feeds %}
    {{ unpivoted(ref(feed), stocks.get(feed, [])) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

shown as (

    select
        * exclude (team_id),
        {{ shown_team('measured.team_id') }} as team_id
    from measured

)

select
    measure_date,
    site_id,
    channel,
    queue_id,
    team_id,
    measure_id,
    cast(
        case when measure_id in ('{{ peaks | join("', '") }}') then max(measure_value) else sum(measure_value) end as bigint
    ) as measure_value
from shown
group by measure_date, site_id, channel, queue_id, team_id, measure_id
-- what cancels out over small teams, such as promoters and detractors, is a zero too
having
    sum(measure_value) <> 0
    {% for names in stocks.values() %}
    or measure_id in ('{{ names | join("', '") }}')
    {% endfor %}
