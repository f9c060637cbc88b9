-- Grain: one row: the first instant at which any agent's state is known; null without any.
select min(entered_at) as first_at
from {{ ref('int_agent_states') }}
