-- Grain: one row per day, site, channel, queue and team of the contacts that started then: issues, repeats and simple questions.
{{ config(meta={
    'unit': 'measure_date',
    'through': {'fct_issue': ['fct_contact', 'contact_id', 'contact_date', 'first_conversation_id']},
}) }}
with issues as (

    select * from {{ ref('fct_contact_issue') }} {{ of_unit('measure_date', 'contact_date') }}

),

placed as (

    select * from {{ ref('fct_contact') }} {{ of_unit('measure_date', 'contact_date') }}

),

contacts as (

    select
        issues.*,
        placed.site_id,
        placed.channel,
        placed.queue_id,
        placed.team_id,
        told.repeat_answers
    from issues
    inner join placed on issues.contact_id = placed.contact_id
    -- an issue is told on its first human conversation
    left join {{ ref('fct_issue') }} as told on issues.contact_id = told.first_conversation_id

),

counted as (

    select
        contact_date as measure_date,
        {{ known_slices('contacts', ['site_id', 'channel', 'queue_id', 'team_id']) }},

        -- solved at first contact
        {% for suffix in ['', '_1d', '_3d', '_30d'] %}
        {% set first = 'is_traceable and is_first' ~ suffix ~ ' and is_mature' ~ suffix %}
        {{ count_if(first) }} as first_contacts{{ suffix }},
        {{ count_if(first ~ ' and not has_repeat' ~ suffix) }} as first_contacts_no_repeat{{ suffix }},
        {% endfor %}
        {{ count_if('is_traceable and is_first and is_mature and not is_beyond_level_1') }} as first_contacts_level_1,
        {{ count_if('is_traceable and is_first and is_mature and not is_beyond_level_1 and not has_repeat') }}
            as first_contacts_level_1_no_repeat,

        -- repeats
        {{ count_if('is_traceable') }} as contacts_known_customer,
        {{ count_if('is_traceable and is_repeat') }} as repeat_contacts,
        {{ count_if('is_traceable and is_repeat_24h') }} as repeat_contacts_24h,
        {{ count_if('is_traceable and is_repeat_48h') }} as repeat_contacts_48h,

        -- questions
        {{ count_if('is_inbound and is_issue_known') }} as questions,
        {{ count_if('is_inbound and is_simple_question') }} as questions_simple,
        {{ count_if('is_inbound and is_issue_known and is_human_conversation') }} as questions_human,
        {{ count_if('is_inbound and is_simple_question and is_human_conversation') }} as questions_human_simple,

        -- answers given again
        {{ count_if('repeat_answers is not null') }} as issues_with_conversation,
        {{ sum_if('repeat_answers') }} as repeat_answers
    from contacts
    group by all

)

select * from counted
