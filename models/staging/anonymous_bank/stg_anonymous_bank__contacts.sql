-- Grain: one row per call.
-- Does:  the whole call, from the first sign of it to the last. A negative IVR spell has its entry
--        stamped after its exit, so the start is the earliest instant known, not the entry.
--        TT (call-back in queue) is a customer's own call that the system holds and puts through;
--        it waits and is answered like any other and the log counts it so: inbound, no parent.
with calls as (

    select * from {{ ref('stg_anonymous_bank__calls') }}
    where quarantine_reason is null

),

spanned as (

    select
        contact_id,
        'anonymous_bank' as source_system,
        'voice' as channel,
        'inbound' as direction,
        customer_id,
        least(vru_entry_at, vru_exit_at, q_start_at, ser_start_at) as started_at,
        greatest(vru_entry_at, vru_exit_at, q_exit_at, ser_exit_at) as ended_at,
        -- who ends a served call is not in the log
        case when outcome = 'HANG' then 'customer' end as ended_by,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        source_updated_at
    from calls

)

select * from spanned
