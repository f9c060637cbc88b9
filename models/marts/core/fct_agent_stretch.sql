-- Grain: one row per agent and stretch of a business day in which neither state, plan nor contact in hand changes.
-- Does:  sweeps over the edges of all layers at once, so that what overlaps counts once and what coincides can be seen.
{{ config(meta={'unit': 'activity_date'}) }}
{% set states = ['available', 'handling', 'acw', 'break', 'meal', 'meeting', 'training', 'other'] %}
{% set away = ['break', 'meal', 'meeting', 'training'] %}
{% set layers = [] %}
{% for state in states %}{% do layers.append('state_' ~ state) %}{% endfor %}
{% for activity in ['on_queue'] + away + ['unknown'] %}{% do layers.append('plan_' ~ activity) %}{% endfor %}
{% do layers.extend(['paid', 'contact']) %}
with spells as (

    select * from {{ ref('fct_agent_layer') }} {{ of_unit('activity_date') }}

),

edges as (

    select
        agent_id,
        activity_date,
        layer,
        starts_at as changed_at,
        1 as step
    from spells
    union all
    select
        agent_id,
        activity_date,
        layer,
        ends_at,
        -1
    from spells

),

netted as (

    select
        agent_id,
        activity_date,
        changed_at
        {%- for layer in layers %},
        {{ sum_if('step', "layer = '" ~ layer ~ "'") }} as {{ layer }}{% endfor %}
    from edges
    group by agent_id, activity_date, changed_at

),

levelled as (

    select
        agent_id,
        activity_date,
        changed_at as starts_at,
        lead(changed_at) over (partition by agent_id, activity_date order by changed_at) as ends_at
        {%- for layer in layers %},
        sum({{ layer }}) over so_far > 0 as {{ layer }}{% endfor %}
    from netted
    window so_far as (partition by agent_id, activity_date order by changed_at rows between unbounded preceding and current row)

),

judged as (

    select
        *,
        state_{{ states | join(' or state_') }} as is_logged_in,
        state_available or state_handling or state_acw as is_on_queue,
        plan_on_queue or plan_{{ away | join(' or plan_') }} as is_plan_known,
        (plan_on_queue and (state_available or state_handling or state_acw))
        {%- for activity in away %}
        or (plan_{{ activity }} and state_{{ activity }})
        {%- endfor %} as is_adherent
    from levelled

)

select
    *,
    is_plan_known or plan_unknown as is_planned,
    {{ milliseconds_between('starts_at', 'ends_at') }} as stretch_ms
from judged
where ends_at is not null and (is_logged_in or is_plan_known or plan_unknown or contact)
