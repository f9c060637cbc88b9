-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per customer_id, active_from.
-- Does:  keeps the accepted, current version of each row.
select
    customer_id,
    segment,
    active_from,
    active_to
from {{ ref('int_customers__delivered') }}
where _standing = 'current'
