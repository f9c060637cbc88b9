-- Grain: one row per delivered file, contract table and finding: rows whose day lies well before what had come before them.
-- Does:  holds each day of a file against the newest day of the files that the same source delivered earlier for the table.
--        Files of one ingest came together and are not late for one another. Tells of deliveries only: no KPI depends on it.
{{ config(materialized='ephemeral') }}
with files as (

    select * from {{ ref('int_landed_files') }}

),

file_days as (

    select
        file_days.*,
        files.loaded_at
    from {{ ref('int_file_days') }} as file_days
    inner join files on file_days._batch_id = files.batch_id
    where file_days.event_date is not null

),

arrivals as (

    select
        _source,
        table_name,
        loaded_at,
        max(event_date) as newest_date
    from file_days
    group by _source, table_name, loaded_at

),

preceded as (

    select
        _source,
        table_name,
        loaded_at,
        max(newest_date) over (
            partition by _source, table_name order by loaded_at rows between unbounded preceding and 1 preceding
        ) as newest_before
    from arrivals

),

judged as (

    select
        file_days._batch_id,
        file_days.table_name,
        file_days.rows_found,
        case
            when date_diff('day', file_days.event_date, preceded.newest_before) > {{ var('beyond_window_days') }} then 'BEYOND_WINDOW'
            when date_diff('day', file_days.event_date, preceded.newest_before) > {{ var('late_after_days') }} then 'LATE'
        end as reason_code
    from file_days
    inner join preceded
        on
            file_days._source = preceded._source
            and file_days.table_name = preceded.table_name
            and file_days.loaded_at = preceded.loaded_at

)

select
    _batch_id,
    table_name,
    reason_code,
    sum(rows_found) as rows_found
from judged
where reason_code is not null
group by _batch_id, table_name, reason_code
