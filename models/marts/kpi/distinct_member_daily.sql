-- Grain: one row per day, slice, measure and member. For measures that count distinct members, which no sum can add up.
with queues as (

    select * from {{ ref('fct_queue_segment') }}
    where is_inbound and is_closed and customer_id is not null

),

agents as (

    select * from {{ ref('fct_agent_segment') }}
    where is_handled and agent_id <> '(unknown)'

),

members as (

    select
        entered_date as kpi_date,
        site_id,
        channel,
        queue_id,
        '(all)' as team_id,
        'customers_offered' as measure_id,
        customer_id as member
    from queues

    union all

    select
        entered_date,
        site_id,
        channel,
        queue_id,
        '(all)',
        'customers_abandoned',
        customer_id
    from queues
    where outcome_class = 'abandoned'

    union all

    select
        connected_date,
        site_id,
        channel,
        queue_id,
        team_id,
        'agents_handling',
        agent_id
    from agents

),

hidden as (

    select distinct
        kpi_date,
        {{ known_slices('members', ['site_id', 'channel', 'queue_id', 'team_id']) }},
        measure_id,
        -- a running number: enough to count by, and no digest that a list of known ids could be tried against
        dense_rank() over (partition by measure_id order by member) as member_key
    from members

)

select * from hidden
