-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per sla_id.
-- Does:  keeps the accepted, current version of each row.
select
    sla_id,
    ticket_id,
    policy,
    priority,
    metric,
    is_breached,
    applied_at,
    due_at,
    fulfilled_at
from {{ ref('int_sla_instances__delivered') }}
where _standing = 'current'
