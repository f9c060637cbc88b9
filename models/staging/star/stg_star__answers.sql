-- Grain: one row per answer of a customer's questionnaire.
-- Does:  tells by the wording what a question asks about. The wording changed between collection
--        runs ("the assistant", "the AI Assistant", "the ship's computer", "..."), the end of the
--        sentence did not. Questions about anything but the service have no subject.
{%- set resolutions = [
    'reserve your', 'book your flight', 'find you a suitable', 'give you suitable directions',
    'submit your', 'run the trivia quiz', 'recover the life support', 'unlock the door',
    'authenticate your account', 'schedule your meeting', 'report fraud', 'tell you the weather',
    'tell you the status', 'change your ride',
] %}
with source as (

    select * from {{ source('star', 'answers') }}

),

read as (

    select
        'star|' || dialogueid as contact_id,
        anonymizedwizardworkerid as agent_id,
        try_cast(answer_position as integer) as answer_number,
        question,
        case lower(answer) when 'true' then true when 'false' then false end as is_yes,
        case
            when lower(question) like '%stay calm and helpful%' then 'satisfaction'
            {%- for wording in resolutions %}
            when lower(question) like '%{{ wording }}%' then 'resolution'
            {%- endfor %}
        end as subject,
        case
            when dialogueid is null then 'CAST:DialogueID'
            when answer is not null and lower(answer) not in ('true', 'false')
                then 'CAST:Answer'
        end as quarantine_reason,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        cast(null as timestamp) as source_updated_at
    from source

)

select * from read
