-- Grain: one row per agent and run of business days in which the latest assessments of the agent's skills stay the same.
-- Does:  adds up what each assessment changes against the one of the same skill before it.
with assessments as (

    select
        *,
        {{ local_date('assessed_at') }} as assessed_date,
        greatest({{ thousandths('level') }}, 0) as level_milli,
        greatest({{ thousandths('required_level') }}, 0) as required_milli
    from {{ ref('int_agent_skills') }}
    -- an assessment that found no level says nothing; the one before it stands
    where {{ thousandths('level') }} is not null

),

last_of_day as (

    select
        agent_id,
        skill,
        assessed_date,
        {{ last_by('level_milli', ['assessed_at', 'assessment_id']) }} as level_milli,
        coalesce({{ last_by('required_milli', ['assessed_at', 'assessment_id']) }}, 0) as required_milli
    from assessments
    group by agent_id, skill, assessed_date

),

judged as (

    select
        agent_id,
        skill,
        assessed_date,
        cast(required_milli > 0 as bigint) as required,
        cast(required_milli > 0 and level_milli >= required_milli as bigint) as met,
        required_milli,
        greatest(required_milli - level_milli, 0) as gap_milli
    from last_of_day

),

changed as (

    select
        agent_id,
        assessed_date
        {%- for amount in ['required', 'met', 'required_milli', 'gap_milli'] %},
        {{ amount }} - coalesce(lag({{ amount }}) over of_skill, 0) as {{ amount }}{% endfor %}
    from judged
    window of_skill as (partition by agent_id, skill order by assessed_date)

),

by_agent as (

    select
        agent_id,
        assessed_date
        {%- for amount in ['required', 'met', 'required_milli', 'gap_milli'] %},
        sum({{ amount }}) as {{ amount }}{% endfor %}
    from changed
    group by agent_id, assessed_date

)

select
    agent_id,
    assessed_date as from_date,
    lead(assessed_date) over so_far as until_date
    {%- for amount in ['required', 'met', 'required_milli', 'gap_milli'] %},
    cast(sum({{ amount }}) over so_far as bigint) as {{ amount }}{% endfor %}
from by_agent
window so_far as (partition by agent_id order by assessed_date)
