-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per bot_session_id.
-- Does:  keeps the accepted, current version of each row.
select
    bot_session_id,
    contact_id,
    bot_id,
    human_available,
    feedback,
    is_greeting_only,
    started_at,
    ended_at,
    handoff_requested_at,
    handoff_connected_at
from {{ ref('int_bot_sessions__delivered') }}
where _standing = 'current'
