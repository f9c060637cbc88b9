-- Grain: one row per served call.
-- Does:  services longer than zero of calls with outcome AGENT. A service without a server was
--        still given by someone; its agent is '(unknown)'. Hold, wrap-up and transfers are not in
--        the log.
with calls as (

    select * from {{ ref('stg_anonymous_bank__calls') }}
    where
        quarantine_reason is null
        and outcome = 'AGENT'
        and has_service

),

served as (

    select
        contact_id || '|service' as segment_id,
        contact_id,
        coalesce(agent_id, '(unknown)') as agent_id,
        queue_id,
        ser_start_at as connected_at,
        ser_exit_at as disconnected_at,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        source_updated_at
    from calls

)

select * from served
