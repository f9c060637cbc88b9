-- An agent's day is counted twice: as spells of one kind, and as stretches of all layers at once. Both give the same time logged in
-- and on queue; and the states, each counted once, together cover what is logged in.
with spells as (

    select
        agent_id,
        activity_date,
        coalesce(sum(covered_ms) filter (where kind = 'logged_in'), 0) as logged_in_ms,
        coalesce(sum(covered_ms) filter (where kind = 'on_queue'), 0) as on_queue_ms
    from {{ ref('fct_agent_load_daily') }}
    where kind <> 'conversation'
    group by agent_id, activity_date

),

stretches as (

    select
        agent_id,
        activity_date,
        sum(stretch_ms) filter (where is_logged_in) as logged_in_ms,
        coalesce(sum(stretch_ms) filter (where is_on_queue), 0) as on_queue_ms,
        {% for state in ['available', 'handling', 'acw', 'break', 'meal', 'meeting', 'training', 'other'] -%}
        coalesce(sum(stretch_ms) filter (where state_{{ state }}), 0){{ ' + ' if not loop.last }}
        {%- endfor %} as states_ms
    from {{ ref('fct_agent_stretch') }}
    group by agent_id, activity_date
    having count(*) filter (where is_logged_in) > 0

)

select
    coalesce(spells.agent_id, stretches.agent_id) as agent_id,
    coalesce(spells.activity_date, stretches.activity_date) as activity_date,
    spells.logged_in_ms,
    stretches.logged_in_ms as logged_in_in_stretches_ms
from spells
full join stretches on spells.agent_id = stretches.agent_id and spells.activity_date = stretches.activity_date
where
    spells.logged_in_ms is distinct from stretches.logged_in_ms
    or spells.on_queue_ms is distinct from stretches.on_queue_ms
    or stretches.states_ms < stretches.logged_in_ms
