-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per segment_id.
-- Does:  keeps the accepted, current version of each row.
select
    segment_id,
    contact_id,
    agent_id,
    queue_id,
    transfer_out,
    disconnected_by,
    connected_at,
    disconnected_at,
    acw_ended_at,
    hold_ms,
    dial_ms,
    switch_ms,
    hold_count
from {{ ref('int_agent_segments__delivered') }}
where _standing = 'current'
