-- Grain: one row per row of the call log, phantoms and unreadable rows included.
-- Does:  times of day become UTC instants. A queue or service spell given as 0:00:00 to 0:00:00
--        did not happen and is null.
{%- set times_of_day = ['vru_entry', 'vru_exit', 'q_start', 'q_exit', 'ser_start', 'ser_exit'] %}
{%- set half_a_day_before = " - interval '12' hour" %}
{%- set ivr_left = 'coalesce(vru_exit_local, vru_entry_time)' %}
{%- set queue_left = 'coalesce(q_exit_local, vru_exit_local, vru_entry_time)' %}
with log_rows as (

    select * from {{ ref('stg_anonymous_bank__log_rows') }}

),

spelled as (

    select
        *,
        case when q_start_time > midnight or q_exit_time > midnight then q_start_time end
            as q_start_given,
        case when q_start_time > midnight or q_exit_time > midnight then q_exit_time end
            as q_exit_given,
        case when ser_start_time > midnight or ser_exit_time > midnight then ser_start_time end
            as ser_start_given,
        case when ser_start_time > midnight or ser_exit_time > midnight then ser_exit_time end
            as ser_exit_given
    from log_rows

),

-- Within the queue and within the service an exit before its entry lies on the next day. Between
-- spells, and in the IVR, whose clock runs up to minutes late, only half a day back is midnight.
rolled as (

    select
        *,
        {%- for given, floor, rolled in [
            ('vru_exit_time', 'vru_entry_time' ~ half_a_day_before, 'vru_exit_local'),
            ('q_start_given', ivr_left ~ half_a_day_before, 'q_start_local'),
            ('q_exit_given', 'q_start_local', 'q_exit_local'),
            ('ser_start_given', queue_left ~ half_a_day_before, 'ser_start_local'),
            ('ser_exit_given', 'ser_start_local', 'ser_exit_local'),
        ] %}
        case
            when {{ given }} < {{ floor }} then {{ given }} + interval '1' day
            else {{ given }}
        end as {{ rolled }},
        {%- endfor %}
        vru_entry_time as vru_entry_local
    from spelled

),

instants as (

    select
        -- ids
        'anonymous_bank|' || raw_line || '|' || raw_call_id || '|' || cast(call_date as varchar) as contact_id,
        nullif(raw_customer_id, '0') as customer_id,
        raw_type as queue_id,
        nullif(raw_server, 'NO_SERVER') as agent_id,

        -- what happened
        raw_outcome as outcome,
        coalesce(q_exit_local > q_start_local, false) as has_waited,
        coalesce(ser_exit_local > ser_start_local, false) as has_service,
        greatest(vru_exit_local, q_exit_local, ser_exit_local)
        >= midnight + interval '1' day as is_over_midnight,
        quarantine_reason,

        -- timestamps (UTC); the log's own zone is a constant, for one read from a column costs
        -- seven times as much
        {%- for column in times_of_day %}
        case
            when coalesce(_timezone, 'Asia/Jerusalem') = 'Asia/Jerusalem'
                then timezone('UTC', timezone('Asia/Jerusalem', {{ column }}_local))
            else timezone('UTC', timezone(_timezone, {{ column }}_local))
        end as {{ column }}_at,
        {%- endfor %}

        -- durations as the log gives them (seconds)
        vru_time_given,
        q_time_given,
        ser_time_given,

        -- lineage
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        cast(null as timestamp) as source_updated_at
    from rolled

)

select * from instants
