-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per cost_id.
-- Does:  keeps the accepted, current version of each row.
select
    cost_id,
    currency,
    category,
    channel,
    handler,
    period_start,
    period_end,
    amount
from {{ ref('int_costs__delivered') }}
where _standing = 'current'
