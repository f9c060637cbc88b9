-- Grain: one row per spell of an agent in a state that another spell of the agent overlaps from before, or that was left open
--        though a later spell begins: a double login, and a logout that never came.
-- Does:  only names them. Time that overlaps counts once, and a spell without an end counts for nothing (fct_agent_stretch).
{{ config(materialized='ephemeral') }}
with states as (

    select
        agent_id,
        state_id,
        entered_at,
        left_at,
        _batch_id
    from {{ ref('int_agent_states__delivered') }}
    where _standing = 'current'

),

neighbours as (

    select
        *,
        max(left_at) over (
            partition by agent_id order by entered_at, state_id rows between unbounded preceding and 1 preceding
        ) as latest_end_before,
        lead(entered_at) over (partition by agent_id order by entered_at, state_id) as next_entered_at
    from states

)

select
    _batch_id,
    'OVERLAP' as reason_code,
    'entered_at' as field
from neighbours
where entered_at < latest_end_before

union all

select
    _batch_id,
    'NO_LOGOUT',
    'left_at'
from neighbours
where left_at is null and next_entered_at is not null
