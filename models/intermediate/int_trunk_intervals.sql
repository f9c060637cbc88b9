-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per interval_start, site_id.
-- Does:  keeps the accepted, current version of each row.
select
    site_id,
    interval_start,
    interval_ms,
    attempts,
    blocked
from {{ ref('int_trunk_intervals__delivered') }}
where _standing = 'current'
