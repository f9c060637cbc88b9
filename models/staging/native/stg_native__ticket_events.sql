-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of ticket_events.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'ticket_events') }}

),

typed as (

    select
        -- ids
        {{ to_id('event_id') }} as event_id,
        {{ to_id('ticket_id') }} as ticket_id,
        {{ to_id('priority') }} as priority,
        {{ to_id('agent_id') }} as agent_id,
        {{ to_id('team_id') }} as team_id,
        {{ to_id('step') }} as step,

        -- properties
        {{ to_enum('event_type', [
            'status', 'assignment', 'priority', 'public_reply', 'internal_note', 'step'
        ]) }} as event_type,
        {{ to_enum('status', ['new', 'open', 'pending', 'hold', 'solved', 'closed']) }} as status,
        {{ to_enum('author_type', ['customer', 'agent', 'bot', 'system']) }} as author_type,
        {{ to_flag('is_automated') }} as is_automated,

        -- when (UTC)
        {{ to_instant('occurred_at') }} as occurred_at,

        -- text as landed, to tell unreadable from absent
        occurred_at as occurred_at_text,
        is_automated as is_automated_text,
        source_updated_at as source_updated_at_text,
        is_deleted as is_deleted_text,

        -- version and lineage
        {{ to_instant('source_updated_at') }} as source_updated_at,
        {{ to_flag('is_deleted') }} as is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields
    from source

),

checked as (

    select
        event_id,
        ticket_id,
        priority,
        agent_id,
        team_id,
        step,
        event_type,
        status,
        author_type,
        is_automated,
        occurred_at,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when occurred_at_text is not null and occurred_at is null
                then 'CAST:occurred_at'
            when is_automated_text is not null and is_automated is null
                then 'CAST:is_automated'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
