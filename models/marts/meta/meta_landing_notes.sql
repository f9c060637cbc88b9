-- Grain: one row per file, finding of the landing itself, and column where one is concerned.
{{ config(materialized='ephemeral') }}
with files as (

    select * from {{ ref('int_landed_files') }}

),

-- written NAME=count
noted as (

    select
        batch_id,
        unnest(string_split(flags, ', ')) as note
    from files

),

unknown_columns as (

    select
        batch_id,
        rows_read,
        unnest(string_split(unknown_columns, ', ')) as field
    from files

)

select
    batch_id,
    split_part(note, '=', 1) as reason_code,
    cast(null as varchar) as field,
    cast(split_part(note, '=', 2) as bigint) as rows_found
from noted
-- why a whole file was rejected stands in quarantine
where split_part(note, '=', 1) <> 'REJECTED'

union all

select
    batch_id,
    'UNKNOWN_COLUMN',
    field,
    rows_read
from unknown_columns
