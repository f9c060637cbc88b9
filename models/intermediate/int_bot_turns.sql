-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per turn_id.
-- Does:  keeps the accepted, current version of each row.
select
    turn_id,
    bot_session_id,
    intent,
    labelled_intent,
    is_fallback,
    asked_at,
    confidence
from {{ ref('int_bot_turns__delivered') }}
where _standing = 'current'
