-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per message_id.
-- Does:  keeps the accepted, current version of each row.
select
    message_id,
    contact_id,
    author_id,
    script_id,
    author_type,
    visibility,
    is_auto,
    body_folded,
    sent_at
from {{ ref('int_messages__delivered') }}
where _standing = 'current'
