-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per event_id.
-- Does:  keeps the accepted, current version of each row.
select
    event_id,
    ticket_id,
    priority,
    agent_id,
    team_id,
    step,
    event_type,
    status,
    author_type,
    is_automated,
    occurred_at
from {{ ref('int_ticket_events__delivered') }}
where _standing = 'current'
