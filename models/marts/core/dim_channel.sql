-- Grain: one row per channel, with the limits used where a queue has none of its own.
select
    channel,
    label_en,
    label_zh,
    service_level_seconds,
    short_abandon_seconds,
    first_response_target_seconds,
    is_spoken = 'yes' as is_spoken,
    is_live_chat = 'yes' as is_live_chat
from {{ ref('channels') }}
