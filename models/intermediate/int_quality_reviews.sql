-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per review_id.
-- Does:  keeps the accepted, current version of each row.
select
    review_id,
    contact_id,
    agent_id,
    form_id,
    has_critical_error,
    is_calibration,
    reviewed_at,
    score,
    max_score
from {{ ref('int_quality_reviews__delivered') }}
where _standing = 'current'
