-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per complaint_id.
-- Does:  keeps the accepted, current version of each row.
select
    complaint_id,
    contact_id,
    customer_id,
    is_escalated,
    opened_at,
    due_at,
    closed_at
from {{ ref('int_complaints__delivered') }}
where _standing = 'current'
