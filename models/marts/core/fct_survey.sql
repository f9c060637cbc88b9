-- Grain: one row per survey invitation, answered or not, of customers and of employees.
with surveys as (

    select * from {{ ref('int_surveys') }}

),

contacts as (

    select * from {{ ref('int_contacts') }}

),

agents as (

    select * from {{ ref('dim_agent') }}

),

last_agents as (

    select * from {{ ref('fct_survey_agent') }}
    where is_last_agent

),

sites as (

    select * from {{ ref('sites') }}

),

placed as (

    select
        surveys.survey_id,
        surveys.kind,
        surveys.contact_id,
        contacts.site_id,
        contacts.channel,
        case when surveys.agent_id is null then last_agents.team_id else agents.team_id end as team_id,
        {{ local_date('surveys.invited_at', 'sites.timezone') }} as invited_date,
        {{ local_date('surveys.responded_at', 'sites.timezone') }} as responded_date,
        surveys.responded_at is not null as is_answered,
        surveys.is_resolved,
        surveys.is_first_contact,
        {{ thousandths('surveys.score') }} as score_milli,
        {{ thousandths('surveys.scale_min') }} as scale_min_milli,
        {{ thousandths('surveys.scale_max') }} as scale_max_milli
    from surveys
    left join contacts on surveys.contact_id = contacts.contact_id
    left join agents on {{ version_at('agents', 'agent_id', 'surveys.agent_id', 'surveys.invited_at') }}
    left join last_agents on surveys.survey_id = last_agents.survey_id
    left join sites on contacts.site_id = sites.site_id

),

read as (

    select
        *,
        is_answered
        and coalesce(
            scale_min_milli >= 0
            and scale_min_milli < scale_max_milli
            and score_milli between scale_min_milli and scale_max_milli, false
        ) as is_scored
    from placed

),

judged as (

    select
        *,
        -- the upper quarter of the scale: 4 and 5 of 1 to 5
        is_scored and 4 * (score_milli - scale_min_milli) >= 3 * (scale_max_milli - scale_min_milli) as is_satisfied,
        case when is_scored then {{ rounded_share(1000, 'score_milli', 'scale_max_milli') }} end as share_milli,
        -- promoter 1, passive 0, detractor -1; only the scale from 0 to 10 knows them
        case
            when kind <> 'nps' or not is_scored or scale_min_milli <> 0 or scale_max_milli <> 10000 then null
            when score_milli >= 9000 then 1
            when score_milli <= 6000 then -1
            else 0
        end as promoter_vote
    from read

)

select * from judged
