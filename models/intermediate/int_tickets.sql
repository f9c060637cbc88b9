-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per ticket_id.
-- Does:  keeps the accepted, current version of each row.
select
    ticket_id,
    contact_id,
    customer_id,
    issue_key,
    merged_into_ticket_id,
    channel,
    created_by,
    is_spam,
    created_at
from {{ ref('int_tickets__delivered') }}
where _standing = 'current'
