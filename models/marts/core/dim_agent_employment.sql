-- Grain: one row per agent. The latest version of the record says when the agent came and went.
with agents as (

    select * from {{ ref('dim_agent') }}

),

gathered as (

    select
        agent_id,
        min(valid_from) as first_valid_from,
        {{ last_by('hired_on', ['valid_from']) }} as hired_on,
        {{ last_by('left_on', ['valid_from']) }} as left_on,
        {{ last_by('left_voluntarily', ['valid_from']) }} as left_voluntarily
    from agents
    group by agent_id

)

select
    agent_id,
    hired_on,
    coalesce(hired_on, {{ local_date('first_valid_from') }}) as employed_from,
    left_on,
    coalesce(left_voluntarily, false) as has_chosen_to_leave
from gathered
