-- Grain: one row per known agent and calendar month with contacts enough to tell the agent's figures of that month.
select
    agent_id,
    cast(date_trunc('month', contact_date) as date) as month_start,
    count(*) as contacts
from {{ ref('fct_agent_contact') }}
where agent_id <> '(unknown)'
group by agent_id, cast(date_trunc('month', contact_date) as date)
having count(*) >= {{ var('least_agent_contacts') }}
