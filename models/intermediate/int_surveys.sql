-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per survey_id.
-- Does:  keeps the accepted, current version of each row.
select
    survey_id,
    contact_id,
    agent_id,
    kind,
    is_resolved,
    is_first_contact,
    invited_at,
    responded_at,
    score,
    scale_min,
    scale_max
from {{ ref('int_surveys__delivered') }}
where _standing = 'current'
