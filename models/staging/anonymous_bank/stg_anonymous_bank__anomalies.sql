-- Grain: one row per row of the call log and finding.
-- Does:  names what is odd. Phantoms and unreadable rows are set aside and carry that one finding;
--        every other finding leaves the call where it is.
-- A service over four hours is LONG_SERVICE: half a shift, on one call of a bank.
{%- set ivr_seconds = "'vru_time ' || cast(vru_time_given as varchar)" %}
{%- set service_seconds = "'ser_time ' || cast(ser_time_given as varchar)" %}
{%- set all_seconds = ivr_seconds
    ~ " || ', q_time ' || cast(q_time_given as varchar) || ', ' || " ~ service_seconds %}
{%- set findings = [
    ('NEGATIVE_IVR_TIME', 'vru_exit_at < vru_entry_at', ivr_seconds),
    ('AGENT_WITHOUT_SERVER', "outcome = 'AGENT' and agent_id is null", service_seconds),
    ('AGENT_ZERO_SERVICE', "outcome = 'AGENT' and not has_service", 'agent_id'),
    ('HANG_WITH_SERVICE', "outcome = 'HANG' and has_service", service_seconds),
    ('SPELL_OVER_MIDNIGHT', 'is_over_midnight', all_seconds),
    ('LONG_SERVICE', "ser_exit_at > ser_start_at + interval '4' hour", service_seconds),
    ('SERVICE_BEFORE_QUEUE_END', 'has_waited and ser_start_at < q_exit_at', all_seconds),
    ('DURATION_MISMATCH', "vru_exit_at <> vru_entry_at + vru_time_given * interval '1' second"
        ~ " or q_exit_at <> q_start_at + q_time_given * interval '1' second"
        ~ " or ser_exit_at <> ser_start_at + ser_time_given * interval '1' second", all_seconds),
] %}
with calls as (

    select * from {{ ref('stg_anonymous_bank__calls') }}

),

set_aside as (

    select
        _batch_id,
        _source_file,
        _source_row,
        quarantine_reason as reason_code,
        'quarantined' as disposition,
        cast(null as varchar) as detail
    from calls
    where quarantine_reason is not null

),

kept as (

    select * from calls
    where quarantine_reason is null

),

found as (

    select * from set_aside
    {%- for reason_code, condition, detail in findings %}
    union all
    select
        _batch_id,
        _source_file,
        _source_row,
        '{{ reason_code }}' as reason_code,
        'flagged' as disposition,
        {{ detail }} as detail
    from kept
    where {{ condition }}
    {%- endfor %}

)

select * from found
