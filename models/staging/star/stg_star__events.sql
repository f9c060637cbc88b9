-- Grain: one row per event of a dialogue, unreadable ones included.
-- Does:  renames and casts. Unix seconds become UTC instants; seconds beyond the year 2100 are
--        unreadable. Only a knowledge answer may lack its time: any other event would have no
--        place in the dialogue.
with source as (

    select * from {{ source('star', 'events') }}

),

cast_once as (

    select
        *,
        try_cast(event_position as integer) as event_number,
        try_cast(unixtime as bigint) as unix_seconds
    from source

),

read as (

    select
        -- ids
        'star|' || dialogueid as contact_id,
        anonymizeduserworkerid as customer_id,
        anonymizedwizardworkerid as agent_id,
        event_number,

        -- what happened
        agent as actor,
        action as act,
        actionlabel as article_id,
        unixtime as unix_time,
        text as body,
        text_folded as body_folded,
        agent = 'User' and action = 'utter' as is_customer_message,
        agent = 'Wizard' and action in ('utter', 'pick_suggestion') as is_agent_message,
        case
            when dialogueid is null then 'CAST:DialogueID'
            when event_number is null then 'CAST:event_position'
            when agent is null then 'CAST:Agent'
            when action is null then 'CAST:Action'
            when unixtime is null and agent = 'KnowledgeBase' then null
            when unix_seconds between 0 and 4102444800 then null
            else 'CAST:UnixTime'
        end as quarantine_reason,

        -- timestamps (UTC)
        case
            when unix_seconds between 0 and 4102444800
                then
                    cast('1970-01-01 00:00:00' as timestamp)
                    + unix_seconds * interval '1' second
        end as occurred_at,

        -- lineage
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        cast(null as timestamp) as source_updated_at
    from cast_once

)

select * from read
