-- Grain: one row per agent and stretch of a business day in which neither state, plan nor contact in hand changes.
-- Does:  sweeps over the edges of all layers at once, each of them a power of two, so that what coincides can be seen.
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

-- within a layer what overlaps is cut off, so that at any instant a layer is there once or not at all
apart as (

    select
        agent_id,
        activity_date,
        case layer
            {%- for layer in layers %}
            when '{{ layer }}' then {{ 2 ** loop.index0 }}
            {%- endfor %}
        end as weight,
        greatest(
            starts_at,
            max(ends_at) over (
                partition by agent_id, activity_date, layer
                order by starts_at, ends_at
                rows between unbounded preceding and 1 preceding
            )
        ) as starts_at,
        ends_at
    from spells

),

edges as (

    select
        agent_id,
        activity_date,
        starts_at as changed_at,
        weight
    from apart
    where starts_at < ends_at
    union all
    select
        agent_id,
        activity_date,
        ends_at,
        -weight
    from apart
    where starts_at < ends_at

),

netted as (

    select
        agent_id,
        activity_date,
        changed_at,
        cast(sum(weight) as bigint) as weight
    from edges
    group by agent_id, activity_date, changed_at

),

swept as (

    select
        agent_id,
        activity_date,
        changed_at as starts_at,
        lead(changed_at) over in_order as ends_at,
        cast(sum(weight) over in_order as bigint) as weights
    from netted
    window in_order as (partition by agent_id, activity_date order by changed_at)

),

-- a sum of different powers of two tells which of them are in it
levelled as (

    select
        agent_id,
        activity_date,
        starts_at,
        ends_at
        {%- for layer in layers %},
        (weights & {{ 2 ** loop.index0 }}) > 0 as {{ layer }}{% endfor %}
    from swept

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
