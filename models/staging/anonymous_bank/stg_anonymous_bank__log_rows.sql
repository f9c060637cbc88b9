-- Grain: one row per row of the call log, phantoms and unreadable rows included.
-- Does:  reads both written forms of the log into one shape, times of day still local and on the
--        day of entry. quarantine_reason is null for a call and names why any other row is none.
--        Dates stay as delivered: the copy that reads 2010 where 1999 is meant keeps 2010.
{%- set log_columns = [
    'vru+line', 'call_id', 'customer_id', 'priority', 'type', 'date', 'vru_entry', 'vru_exit',
    'vru_time', 'q_start', 'q_exit', 'q_time', 'outcome', 'ser_start', 'ser_exit', 'ser_time',
    'server',
] %}
{%- set times_of_day = ['vru_entry', 'vru_exit', 'q_start', 'q_exit', 'ser_start', 'ser_exit'] %}
{%- set seconds = ['vru_time', 'q_time', 'ser_time'] %}
with source as (

    select * from {{ source('anonymous_bank', 'calls') }}

),

trimmed as (

    select
        {%- for column in log_columns %}
        nullif(trim("{{ column }}"), '') as raw_{{ column | replace('vru+', '') }},
        {%- endfor %}
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        _timezone
    from source

),

-- YYMMDD or YYYY-MM-DD; the log began in 1999, so two-digit years from 70 up are of that century
dated as (

    select
        *,
        try_cast(
            case
                when length(raw_date) = 6
                    then
                        case when raw_date >= '70' then '19' else '20' end
                        || substr(raw_date, 1, 2) || '-' || substr(raw_date, 3, 2)
                        || '-' || substr(raw_date, 5, 2)
                else raw_date
            end as date
        ) as call_date
    from trimmed

),

timed as (

    select
        *,
        {%- for column in times_of_day %}
        try_cast(
            cast(call_date as varchar) || ' ' || raw_{{ column }} as timestamp
        ) as {{ column }}_time,
        {%- endfor %}
        {%- for column in seconds %}
        try_cast(raw_{{ column }} as integer) as {{ column }}_given,
        {%- endfor %}
        cast(call_date as timestamp) as midnight
    from dated

),

judged as (

    select
        *,
        case
            when raw_outcome = 'PHANTOM' then 'PHANTOM'
            when raw_line is null then 'CAST:vru+line'
            when raw_call_id is null then 'CAST:call_id'
            when raw_type is null then 'CAST:type'
            when call_date is null then 'CAST:date'
            when raw_outcome is null or raw_outcome not in ('AGENT', 'HANG') then 'CAST:outcome'
            when vru_entry_time is null then 'CAST:vru_entry'
            {%- for column in times_of_day[1:] %}
            when raw_{{ column }} is not null and {{ column }}_time is null
                then 'CAST:{{ column }}'
            {%- endfor %}
            {%- for column in seconds %}
            when raw_{{ column }} is not null and {{ column }}_given is null
                then 'CAST:{{ column }}'
            {%- endfor %}
        end as quarantine_reason
    from timed

)

select * from judged
