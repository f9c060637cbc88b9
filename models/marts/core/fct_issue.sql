-- Grain: one row per issue: a customer's contacts about one thing, from a first contact up to the next first one.
-- Does:  counts the scripts that its agents sent more than once. A human conversation stands for it: the first one.
{{ config(meta={'unit': 'party', 'through': {'fct_message': ['fct_contact_issue', 'contact_id', 'party']}}) }}
with contacts as (

    select * from {{ ref('fct_contact_issue') }} {{ of_unit('party') }}

),

scripts as (

    select
        contact_id,
        script_id
    from {{ ref('fct_message') }}
    where is_agent_message and script_id is not null

),

gathered as (

    select
        party,
        issue,
        issue_no,
        {{ first_by('contact_id', ['started_at', 'contact_id']) }} as first_contact_id,
        {{ first_by('contact_id', ['started_at', 'contact_id'], 'is_human_conversation') }} as first_conversation_id
    from contacts
    group by party, issue, issue_no

),

sent as (

    select
        contacts.party,
        contacts.issue,
        contacts.issue_no,
        -- the first sending of each script is an answer, every later one repeats it
        cast(count(*) - count(distinct scripts.script_id) as bigint) as repeat_answers
    from scripts
    inner join contacts on scripts.contact_id = contacts.contact_id
    group by contacts.party, contacts.issue, contacts.issue_no

),

joined as (

    select
        gathered.*,
        coalesce(sent.repeat_answers, 0) as repeat_answers
    from gathered
    left join sent
        on
            gathered.party = sent.party
            and gathered.issue is not distinct from sent.issue
            and gathered.issue_no = sent.issue_no

)

select * from joined
