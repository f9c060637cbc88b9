-- Grain: one row per source and table of the raw contract it delivers; a table that nobody delivers has one row, source (none).
-- Does:  says how far a table's newest event lies behind the newest of all (as_of). No clock is asked.
with expected as (

    select * from {{ ref('freshness') }}

),

files as (

    select * from {{ ref('int_landed_files') }}
    where coalesce(flags, '') not like '%REJECTED%'

),

file_days as (

    select * from {{ ref('int_file_days') }}

),

span as (

    select as_of from {{ ref('int_data_span') }}

),

-- a connector's file becomes rows of tables that it is not named after
feeds as (

    select
        source,
        table_name,
        batch_id
    from files
    where source = 'native'
    union
    select
        _source,
        table_name,
        _batch_id
    from file_days

),

arrived as (

    select
        feeds.source,
        feeds.table_name,
        count(*) as files,
        max(files.loaded_at) as last_loaded_at,
        -- what no model reads yet is counted as it landed
        sum(files.rows_accepted) as rows_landed
    from feeds
    left join files on feeds.batch_id = files.batch_id
    group by feeds.source, feeds.table_name

),

seen as (

    select
        _source as source,
        table_name,
        sum(rows_found) as rows_current,
        min(first_at) as first_event_at,
        max(last_at) as last_event_at
    from file_days
    group by _source, table_name

),

gathered as (

    select
        coalesce(arrived.source, '(none)') as source,
        expected.table_name,
        coalesce(arrived.files, 0) as files,
        cast(coalesce(
            seen.rows_current,
            case when expected.table_name not in ('{{ entities() | join("', '") }}') then arrived.rows_landed end,
            0
        ) as bigint) as rows_current,
        seen.first_event_at,
        seen.last_event_at,
        arrived.last_loaded_at,
        span.as_of,
        date_sub('hour', seen.last_event_at, span.as_of) as lag_hours,
        expected.warn_after_hours,
        expected.error_after_hours
    from expected
    cross join span
    left join arrived on expected.table_name = arrived.table_name
    left join seen on arrived.source = seen.source and arrived.table_name = seen.table_name

),

judged as (

    select
        *,
        case
            when files = 0 then 'absent'
            when rows_current = 0 then 'empty'
            when last_event_at < as_of - error_after_hours * interval '1' hour then 'stale'
            when last_event_at < as_of - warn_after_hours * interval '1' hour then 'late'
            else 'fresh'
        end as status
    from gathered

)

select * from judged
