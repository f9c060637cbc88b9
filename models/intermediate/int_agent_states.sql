-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per state_id.
-- Does:  keeps the accepted, current version of each row.
select
    state_id,
    agent_id,
    state,
    entered_at,
    left_at
from {{ ref('int_agent_states__delivered') }}
where _standing = 'current'
