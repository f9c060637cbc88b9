-- Grain: one row per file, finding and field, with the number of rows it was found on and what became of them.
with files as (

    select * from {{ ref('int_landed_files') }}

),

findings as (

    select
        batch_id,
        cast(null as varchar) as table_name,
        reason_code,
        field,
        'quarantined' as disposition,
        1 as rows_found,
        cast(null as bigint) as values_found
    from {{ ref('quarantine') }}

    union all

    select
        _batch_id,
        null,
        reason_code,
        null,
        disposition,
        1,
        null
    from {{ ref('int_anomalies') }}
    where disposition = 'flagged'

    union all

    select
        delivered._batch_id,
        null,
        costs.uncounted_because,
        null,
        'flagged',
        1,
        null
    from {{ ref('fct_cost_entry') }} as costs
    inner join {{ ref('int_costs__delivered') }} as delivered on costs.cost_id = delivered.cost_id
    where costs.uncounted_because is not null and delivered._standing = 'current'

    union all

    select
        _batch_id,
        table_name,
        reason_code,
        field,
        'flagged',
        rows_found,
        values_found
    from {{ ref('int_findings') }}

    union all

    select
        _batch_id,
        table_name,
        reason_code,
        null,
        'flagged',
        rows_found,
        null
    from {{ ref('meta_late_rows') }}

    union all

    select
        batch_id,
        null,
        reason_code,
        field,
        'flagged',
        rows_found,
        null
    from {{ ref('meta_landing_notes') }}

    union all

    select
        '(reference)',
        '(calendar)',
        'CALENDAR_ESTIMATED',
        field,
        'flagged',
        days_found,
        null
    from {{ ref('meta_estimated_calendar') }}

),

counted as (

    select
        findings.batch_id,
        coalesce(files.source, '(reference)') as source,
        coalesce(findings.table_name, files.table_name, '(unknown)') as table_name,
        coalesce(files.source_file, 'seeds/reference/holidays.csv') as source_file,
        findings.reason_code,
        coalesce(findings.field, '(none)') as field,
        findings.disposition,
        cast(sum(findings.rows_found) as bigint) as rows_found,
        -- only one kind of finding tells values apart, and it comes in one row
        max(findings.values_found) as values_found
    from findings
    left join files on findings.batch_id = files.batch_id
    group by all

)

select * from counted
