-- Grain: one row per survey and agent of the contact it asks about, with the agent's part of the answer.
with surveys as (

    select * from {{ ref('int_surveys') }}

),

segments as (

    select * from {{ ref('fct_agent_segment') }}

),

connected as (

    select
        surveys.survey_id,
        segments.agent_id,
        -- the team at the agent's last connection to the contact
        segments.team_id,
        row_number() over (
            partition by surveys.survey_id
            order by segments.connected_at desc, segments.segment_id desc
        ) as place_from_last,
        row_number() over (
            partition by surveys.survey_id, segments.agent_id
            order by segments.connected_at desc, segments.segment_id desc
        ) as place_of_agent_from_last
    from surveys
    inner join segments on surveys.contact_id = segments.contact_id

),

counted as (

    select
        survey_id,
        agent_id,
        team_id,
        place_from_last = 1 as is_last_agent,
        row_number() over (partition by survey_id order by place_from_last) as agent_no,
        count(*) over (partition by survey_id) as agents
    from connected
    where place_of_agent_from_last = 1

),

shared as (

    select
        survey_id,
        agent_id,
        team_id,
        is_last_agent,
        -- thousandths that add up to 1000: what division leaves goes to the latest agents, one each
        {{ whole_share(1000, 1, 'agents') }} + case when agent_no <= 1000 % agents then 1 else 0 end as share_milli
    from counted

)

select * from shared
