-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per flag_id.
-- Does:  keeps the accepted, current version of each row.
select
    flag_id,
    article_id,
    reason,
    flagged_at,
    fixed_at
from {{ ref('int_knowledge_flags__delivered') }}
where _standing = 'current'
