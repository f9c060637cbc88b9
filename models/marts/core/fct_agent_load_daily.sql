-- Grain: one row per agent, business day and kind of spell (conversation, logged_in, on_queue).
-- Does:  sweeps over the spells' edges. The level at an instant counts all edges of that instant, so that a spell that ends
--        when another starts never adds to the peak.
{{ config(meta={'unit': 'activity_date', 'follows': {'dim_agent': ['agent_id']}}) }}
with spells as (

    select * from {{ ref('fct_agent_spell') }} {{ of_unit('activity_date') }}

),

agents as (

    select * from {{ ref('dim_agent') }}

),

edges as (

    select
        kind,
        agent_id,
        activity_date,
        starts_at as changed_at,
        1 as step
    from spells
    union all
    select
        kind,
        agent_id,
        activity_date,
        ends_at,
        -1
    from spells

),

levelled as (

    select
        kind,
        agent_id,
        activity_date,
        changed_at,
        cast(sum(step) over (
            partition by kind, agent_id, activity_date order by changed_at
            range between unbounded preceding and current row
        ) as bigint) as level,
        lead(changed_at) over (partition by kind, agent_id, activity_date order by changed_at) as until_at
    from edges

),

swept as (

    select
        kind,
        agent_id,
        activity_date,
        min(changed_at) as first_at,
        {{ sum_if('level * ' ~ milliseconds_between('changed_at', 'until_at'), 'until_at is not null') }} as weighted_ms,
        {{ sum_if(milliseconds_between('changed_at', 'until_at'), 'level > 0 and until_at is not null') }} as covered_ms,
        max(level) as peak
    from levelled
    group by kind, agent_id, activity_date

),

placed as (

    select
        swept.*,
        agents.team_id,
        agents.tier,
        agents.max_concurrency
    from swept
    left join agents on {{ version_at('agents', 'agent_id', 'swept.agent_id', 'swept.first_at') }}

)

select * from placed
