-- Grain: one row per file and finding, with the number of rows it was found on and what became of them.
with files as (

    select * from {{ source('landing', 'audit') }}

),

findings as (

    select
        batch_id,
        reason_code,
        'quarantined' as disposition
    from {{ ref('quarantine') }}

    union all

    select
        _batch_id,
        reason_code,
        disposition
    from {{ ref('int_anomalies') }}
    where disposition = 'flagged'

    union all

    select
        delivered._batch_id,
        costs.uncounted_because,
        'flagged'
    from {{ ref('fct_cost_entry') }} as costs
    inner join {{ ref('int_costs__delivered') }} as delivered on costs.cost_id = delivered.cost_id
    where costs.uncounted_because is not null and delivered._standing = 'current'

),

counted as (

    select
        findings.batch_id,
        files.source,
        coalesce(files.table_name, '(unknown)') as table_name,
        files.source_file,
        findings.reason_code,
        findings.disposition,
        count(*) as rows_found
    from findings
    left join files on findings.batch_id = files.batch_id
    group by all

)

select * from counted
