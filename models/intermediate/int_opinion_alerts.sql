-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per alert_id.
-- Does:  keeps the accepted, current version of each row.
select
    alert_id,
    event_id,
    is_confirmed,
    alerted_at
from {{ ref('int_opinion_alerts__delivered') }}
where _standing = 'current'
