-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per assessment_id.
-- Does:  keeps the accepted, current version of each row.
select
    assessment_id,
    agent_id,
    skill,
    assessed_at,
    level,
    required_level
from {{ ref('int_agent_skills__delivered') }}
where _standing = 'current'
