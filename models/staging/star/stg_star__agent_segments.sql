-- Grain: one row per dialogue in which the agent wrote.
-- Does:  the agent is on from their first act, written or not, to the end of the dialogue.
with events as (

    select * from {{ ref('stg_star__events') }}
    where quarantine_reason is null

),

spanned as (

    select
        contact_id || '|agent' as segment_id,
        contact_id,
        max(agent_id) as agent_id,
        min(case when actor = 'Wizard' then occurred_at end) as connected_at,
        max(occurred_at) as disconnected_at,
        _batch_id,
        min(_source_file) as _source_file,
        min(_source_row) as _source_row,
        cast(count(*) as integer) as _known_fields,
        max(source_updated_at) as source_updated_at
    from events
    group by contact_id, _batch_id
    having max(case when is_agent_message then 1 end) = 1

)

select
    *,
    md5(concat_ws(
        '|', contact_id, agent_id, cast(connected_at as varchar),
        cast(disconnected_at as varchar), cast(_known_fields as varchar)
    )) as _row_hash
from spanned
