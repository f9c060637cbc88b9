-- Grain: one row per raw row and finding.
-- Does:  names what is odd. A dialogue without events has no instant and so cannot be a contact: it
--        is set aside, with that one finding. Every other finding leaves the row where it is.
with dialogues as (

    select * from {{ source('star', 'dialogues') }}

),

events as (

    select * from {{ ref('stg_star__events') }}

),

answers as (

    select * from {{ ref('stg_star__answers') }}

),

alive as (

    select distinct contact_id from events
    where quarantine_reason is null and occurred_at is not null

),

matched as (

    select
        dialogues.*,
        alive.contact_id is not null as has_events
    from dialogues
    left join alive on 'star|' || dialogues.dialogueid = alive.contact_id

),

found as (

    select
        _batch_id,
        _source_file,
        _source_row,
        'NO_EVENTS' as reason_code,
        'quarantined' as disposition,
        completionlevel as detail
    from matched
    where not has_events
    union all
    select
        _batch_id,
        _source_file,
        _source_row,
        case
            when completionlevel like 'Early%' then 'EARLY_DISCONNECT' else 'DISCONNECT'
        end as reason_code,
        'flagged' as disposition,
        completionlevel as detail
    from matched
    where
        has_events
        and completionlevel like '%Disconnect%'
    union all
    select
        _batch_id,
        _source_file,
        _source_row,
        quarantine_reason as reason_code,
        'quarantined' as disposition,
        cast(null as varchar) as detail
    from events
    where quarantine_reason is not null
    union all
    select
        _batch_id,
        _source_file,
        _source_row,
        'KNOWLEDGE_WITHOUT_TIME' as reason_code,
        'flagged' as disposition,
        act as detail
    from events
    where
        quarantine_reason is null
        and occurred_at is null
    union all
    select
        _batch_id,
        _source_file,
        _source_row,
        quarantine_reason as reason_code,
        'quarantined' as disposition,
        cast(null as varchar) as detail
    from answers
    where quarantine_reason is not null
    union all
    select
        _batch_id,
        _source_file,
        _source_row,
        'UNKNOWN_QUESTION' as reason_code,
        'flagged' as disposition,
        question as detail
    from answers
    where
        quarantine_reason is null
        and subject is null

)

select * from found
