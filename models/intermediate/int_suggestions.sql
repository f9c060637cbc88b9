-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per suggestion_id.
-- Does:  keeps the accepted, current version of each row.
select
    suggestion_id,
    contact_id,
    article_id,
    audience,
    response,
    shown_at,
    responded_at,
    rank
from {{ ref('int_suggestions__delivered') }}
where _standing = 'current'
