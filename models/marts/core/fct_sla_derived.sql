-- Grain: one row per counted ticket and metric that one of our own policies speaks of.
-- Does:  applies the most specific policy that holds on the day the ticket was opened, for its priority then. The clock stops at
--        the first agent reply or the first solution; a word of the customer's after that starts it no more.
{{ config(meta={'unit': 'ticket_id'}) }}
with tickets as (

    select * from {{ ref('fct_ticket') }} {{ of_unit('ticket_id') }}
    where is_counted

),

policies as (

    select * from {{ ref('sla_policies') }}

),

matched as (

    select
        tickets.ticket_id,
        policies.metric,
        tickets.created_at as applied_at,
        tickets.first_agent_reply_at,
        tickets.first_resolved_at,
        {{ first_by("{'policy_id': policies.policy_id, 'target_seconds': policies.target_seconds}", [
            'policies.priority is null', 'policies.channel is null', 'policies.policy_id'
        ]) }} as policy
    from tickets
    inner join policies
        on
            coalesce(tickets.priority = policies.priority, policies.priority is null)
            and coalesce(tickets.channel = policies.channel, policies.channel is null)
            and {{ is_valid_on('policies', 'tickets.created_date') }}
    group by all

)

select
    ticket_id,
    metric,
    policy.policy_id,
    applied_at,
    applied_at + interval 1 second * policy.target_seconds as due_at,
    case
        when metric = 'first_reply' then least(first_agent_reply_at, first_resolved_at)
        else first_resolved_at
    end as fulfilled_at
from matched
