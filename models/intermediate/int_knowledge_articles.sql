-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per article_id.
-- Does:  keeps the accepted, current version of each row.
select
    article_id,
    kind,
    title,
    created_at,
    content_updated_at
from {{ ref('int_knowledge_articles__delivered') }}
where _standing = 'current'
