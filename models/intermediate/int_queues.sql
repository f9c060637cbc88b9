-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per queue_id, valid_from.
-- Does:  keeps the accepted, current version of each row.
select
    queue_id,
    site_id,
    calendar_id,
    queue_name,
    channel,
    valid_from,
    valid_to,
    service_level_ms,
    short_abandon_ms
from {{ ref('int_queues__delivered') }}
where _standing = 'current'
