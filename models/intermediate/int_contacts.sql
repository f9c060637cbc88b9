-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per contact_id.
-- Does:  keeps the accepted, current version of each row.
select
    contact_id,
    customer_id,
    site_id,
    issue_key,
    parent_contact_id,
    source_system,
    channel,
    direction,
    ended_by,
    started_at,
    ended_at
from {{ ref('int_contacts__delivered') }}
where _standing = 'current'
