-- Grain: one row per file delivered. rows_read = rows_accepted + rows_quarantined + rows_duplicate, always.
-- Does:  adds to the landing's own count the rows that reading and typing showed to be broken, or delivered before.
with files as (

    select * from {{ ref('int_landed_files') }}

),

verdicts as (

    select
        _batch_id as batch_id,
        {{ count_if("verdict = 'rejected'") }} as rows_rejected,
        {{ count_if("verdict = 'duplicate'") }} as rows_duplicate,
        {{ count_if("verdict = 'superseded'") }} as rows_superseded,
        {{ count_if("verdict = 'deleted'") }} as rows_deleted
    from {{ ref('int_raw_rows') }}
    group by _batch_id

),

balanced as (

    select
        files.batch_id,
        files.source,
        files.table_name,
        files.source_file,
        files.bytes,
        files.sha256,
        files.encoding,
        files.timezone,
        files.deliveries,
        files.rows_read,
        files.rows_accepted - coalesce(verdicts.rows_rejected, 0) - coalesce(verdicts.rows_duplicate, 0) as rows_accepted,
        files.rows_quarantined + coalesce(verdicts.rows_rejected, 0) as rows_quarantined,
        files.rows_duplicate + coalesce(verdicts.rows_duplicate, 0) as rows_duplicate,
        -- among the accepted: versions of a row that another version replaced
        coalesce(verdicts.rows_superseded, 0) as rows_superseded,
        -- among the accepted: deletions that took a row away
        coalesce(verdicts.rows_deleted, 0) as rows_deleted,
        files.unknown_columns,
        files.loaded_at
    from files
    left join verdicts on files.batch_id = verdicts.batch_id

)

select * from balanced
