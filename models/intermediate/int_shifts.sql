-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per shift_id.
-- Does:  keeps the accepted, current version of each row.
select
    shift_id,
    agent_id,
    activity,
    is_paid,
    starts_at,
    ends_at
from {{ ref('int_shifts__delivered') }}
where _standing = 'current'
