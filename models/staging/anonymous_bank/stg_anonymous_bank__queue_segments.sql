-- Grain: one row per call that was offered to agents.
-- Does:  a call with outcome AGENT was offered and answered, and waited 0 s when it has no queue
--        spell: it then enters and leaves at the start of its service. A call with outcome HANG
--        was offered and abandoned when it waited; without a wait it left in the IVR.
with calls as (

    select * from {{ ref('stg_anonymous_bank__calls') }}
    where
        quarantine_reason is null
        and (outcome = 'AGENT' or has_waited)

),

placed as (

    select
        contact_id || '|queue' as segment_id,
        contact_id,
        queue_id,
        coalesce(q_start_at, ser_start_at, vru_exit_at, vru_entry_at) as entered_at,
        coalesce(q_exit_at, ser_start_at, vru_exit_at, vru_entry_at) as left_at,
        case when outcome = 'AGENT' then 'answered' else 'abandoned' end as outcome,
        case when outcome = 'AGENT' then agent_id end as agent_id,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        source_updated_at
    from calls

)

select * from placed
