-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per segment_id.
-- Does:  keeps the accepted, current version of each row.
select
    segment_id,
    contact_id,
    queue_id,
    agent_id,
    outcome,
    entered_at,
    left_at,
    ring_ms,
    ring_count
from {{ ref('int_queue_segments__delivered') }}
where _standing = 'current'
