-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per event_id.
-- Does:  keeps the accepted, current version of each row.
select
    event_id,
    contact_id,
    severity,
    occurred_at,
    escalated_at
from {{ ref('int_opinion_events__delivered') }}
where _standing = 'current'
