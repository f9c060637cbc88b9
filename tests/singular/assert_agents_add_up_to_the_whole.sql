-- What one agent alone can have done adds up, over agents and those of no known name, to the measure of the whole: every day,
-- site, channel and queue. (Teams differ: a contact's is that of its first agent.) What several have a part in is never less.
{% set done_by_one = [
    'script_uses', 'agent_messages', 'sensitive_hits', 'first_responses', 'first_response_ms', 'first_response_bh_ms',
    'first_responses_from_accept', 'first_response_from_accept_ms', 'first_response_from_accept_bh_ms', 'responses_due',
    'responses_in_target', 'reply_gaps', 'reply_gap_ms', 'reply_gap_bh_ms', 'quality_reviews', 'quality_score_milli',
    'quality_max_score_milli', 'quality_review_share_milli', 'quality_reviews_checked', 'quality_reviews_without_critical_error',
    'scheduled_activity_ms', 'adherent_ms'
] %}
{% set done_by_several = ['human_conversations', 'script_conversations', 'sensitive_conversations', 'conversations_with_reply_gap'] %}
with agents as (

    select
        measure_date,
        site_id,
        channel,
        queue_id,
        measure_id,
        sum(measure_value) as of_agents
    from {{ ref('agent_measure_daily') }}
    group by measure_date, site_id, channel, queue_id, measure_id

),

wholes as (

    select
        measure_date,
        site_id,
        channel,
        queue_id,
        measure_id,
        sum(measure_value) as of_all
    from {{ ref('fct_measure_daily') }}
    where measure_id in (select measure_id from agents)
    group by measure_date, site_id, channel, queue_id, measure_id

),

compared as (

    select
        coalesce(agents.measure_id, wholes.measure_id) as measure_id,
        coalesce(agents.of_agents, 0) as of_agents,
        coalesce(wholes.of_all, 0) as of_all
    from agents
    full join wholes
        on
            agents.measure_date = wholes.measure_date and agents.site_id = wholes.site_id and agents.channel = wholes.channel
            and agents.queue_id = wholes.queue_id and agents.measure_id = wholes.measure_id

)

select * from compared
where
    false
    {% for measure in done_by_one %}
    or (measure_id = '{{ measure }}' and of_agents <> of_all)
    {% endfor %}
    {% for measure in done_by_several %}
    or (measure_id = '{{ measure }}' and of_agents < of_all)
    {% endfor %}
