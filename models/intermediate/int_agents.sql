-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per agent_id, valid_from.
-- Does:  keeps the accepted, current version of each row.
select
    agent_id,
    team_id,
    currency,
    tier,
    left_voluntarily,
    valid_from,
    valid_to,
    hired_on,
    left_on,
    max_concurrency,
    hourly_cost
from {{ ref('int_agents__delivered') }}
where _standing = 'current'
