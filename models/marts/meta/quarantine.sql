-- Grain: one row per raw row and reason that kept it out of the marts.
-- Does:  says where the row is. What it says stays in the landing: `wallboard rejects` shows it, masked.
with unreadable as (

    select * from {{ source('landing', 'quarantine') }}

),

files as (

    select * from {{ ref('int_landed_files') }}

),

rejected as (

    {%- for table_name in entities() %}
    select
        delivered._batch_id,
        '{{ table_name }}' as table_name,
        delivered._source_row,
        delivered._reject_reason as reason
    from {{ ref('int_' ~ table_name ~ '__delivered') }} as delivered
    where delivered._standing = 'rejected'
    union all
    {%- endfor %}
    select
        _batch_id,
        cast(null as varchar),
        _source_row,
        reason_code
    from {{ ref('int_anomalies') }}
    where disposition = 'quarantined'

),

gathered as (

    select
        batch_id,
        source,
        table_name,
        source_file,
        line_no,
        cast(null as bigint) as row_no,
        reason_code,
        field,
        detected_at
    from unreadable

    union all

    select
        rejected._batch_id,
        files.source,
        coalesce(rejected.table_name, files.table_name),
        files.source_file,
        cast(null as bigint),
        rejected._source_row,
        split_part(rejected.reason, ':', 1),
        nullif(split_part(rejected.reason, ':', 2), ''),
        files.loaded_at
    from rejected
    left join files on rejected._batch_id = files.batch_id

)

select * from gathered
