"""The models that `render.findings` fills: SQL with a place for their lists of columns."""

LISTS = "-- LISTS"

ODD_TIMES = """
-- Grain: one row per native row and time without an offset that its zone shows twice or never.
-- Does:  looks only at the days on which a declared zone changes its clocks; most files have none.
--        Of a time that comes twice the later instant is taken; one that never comes is put
--        forward.
-- LISTS
with zones as (

    {%- for table_name in columns %}
    select distinct _timezone as zone from {{ source('native', table_name) }}
    where _timezone is not null
    {{ 'union' if not loop.last }}
    {%- endfor %}

),

calendar as (

    select
        zones.zone,
        {{ days_of("date '1990-01-01'", "date '2099-12-31'") }} as date_day
    from zones

),

turning_days as (

    select
        zone,
        date_day
    from calendar
    where
        timezone(zone, cast(date_day + interval 1 day as timestamp))
        <> timezone(zone, cast(date_day as timestamp)) + interval 24 hour

),

written as (

    {%- for table_name, names in columns.items() %}
    select
        *,
        try_cast(instant_text as timestamp) as local_at
    from (
        select
            '{{ table_name }}' as table_name,
            _batch_id,
            _source_row,
            _timezone as zone,
            unnest([
                {%- for column_name in names %}
                {
                    'field': '{{ column_name }}',
                    'instant_text': {{ column_name }}
                }{{ ',' if not loop.last }}
                {%- endfor %}
            ], recursive := true)
        from {{ source('native', table_name) }}
        where _timezone in (select turning_days.zone from turning_days)
    )
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

read_as as (

    select
        written.*,
        timezone('UTC', timezone(written.zone, written.local_at)) as instant
    from written
    inner join turning_days
        on
            written.zone = turning_days.zone
            and cast(written.local_at as date) = turning_days.date_day
    where not {{ has_offset('written.instant_text') }}

),

judged as (

    select
        table_name,
        field,
        _batch_id,
        _source_row,
        case
            when {{ local_time('instant', 'zone') }} <> local_at then 'TZ_NONEXISTENT'
            -- clocks go back by an hour, on one island by half of one
            when
                {{ local_time("instant - interval '60' minute", 'zone') }} = local_at
                or {{ local_time("instant - interval '30' minute", 'zone') }} = local_at
                then 'TZ_AMBIGUOUS'
        end as reason_code
    from read_as

)

select * from judged
where reason_code is not null
"""

UNKNOWN_VALUES = """
-- Grain: one row per native row and column whose value is not on the contract's list.
-- LISTS
with odd as (

    {%- for table_name, column_name, accepted in columns %}
    select
        '{{ table_name }}' as table_name,
        '{{ column_name }}' as field,
        _batch_id,
        _source_row,
        lower(trim({{ column_name }})) as delivered_value
    from {{ source('native', table_name) }}
    where {{ to_enum(column_name, accepted) }} = 'unknown'
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from odd
"""

FILE_DAYS = """
-- Grain: one row per delivered file, contract table it became rows of, and date (UTC) of the event.
-- Does:  counts the rows that count; a table that tells of no event has one row a file, undated.
-- LISTS
with counted as (

    {%- for table_name, event_at in tables %}
    select
        '{{ table_name }}' as table_name,
        _source,
        _batch_id,
        cast({{ event_at }} as date) as event_date,
        count(*) as rows_found,
        min({{ event_at }}) as first_at,
        max({{ event_at }}) as last_at
    from {{ ref('int_' ~ table_name ~ '__delivered') }}
    where _standing = 'current'
    group by all
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from counted
"""

FINDINGS = """
-- Grain: one row per delivered file, contract table, finding and column.
-- Does:  counts the rows that count in spite of what is odd about them. A parent that comes later
--        takes its rows out again.
-- LISTS
with written as (

    select
        table_name,
        field,
        _batch_id,
        _source_row,
        'UNKNOWN_VALUE' as reason_code,
        delivered_value
    from {{ ref('stg_native__unknown_values') }}
    union all
    select
        table_name,
        field,
        _batch_id,
        _source_row,
        reason_code,
        cast(null as varchar)
    from {{ ref('stg_native__odd_times') }}

),

uncounted as (

    {%- for table_name in checked %}
    select
        '{{ table_name }}' as table_name,
        _batch_id,
        _source_row
    from {{ ref('int_' ~ table_name ~ '__delivered') }}
    where _source = 'native' and _standing <> 'current'
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

{%- for parent, parent_key in parents.items() %}

known_{{ parent }} as materialized (

    select {{ parent_key }} from {{ ref('int_' ~ parent) }}

),
{%- endfor %}

-- each table read once for all that its own columns tell
told as (

    {%- for table_name, looks in conditions.items() %}
    select
        '{{ table_name }}' as table_name,
        _batch_id,
        unnest([
            {%- for reason_code, column_name, condition in looks %}
            {
                'reason_code': '{{ reason_code }}',
                'field': '{{ column_name }}',
                'rows_found': count(*) filter (where {{ condition }})
            }{{ ',' if not loop.last }}
            {%- endfor %}
        ], recursive := true)
    from {{ ref('int_' ~ table_name ~ '__delivered') }}
    where _standing = 'current'
    group by _batch_id
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

found as (

    select
        table_name,
        _batch_id,
        reason_code,
        field,
        count(*) as rows_found,
        nullif(count(distinct delivered_value), 0) as values_found
    from written
    anti join uncounted
        on
            written.table_name = uncounted.table_name and written._batch_id = uncounted._batch_id
            and written._source_row = uncounted._source_row
    where table_name in ('{{ checked | join("', '") }}')
    group by all
    union all
    select
        table_name,
        _batch_id,
        reason_code,
        field,
        rows_found,
        cast(null as bigint)
    from told
    where rows_found > 0
    union all
    {%- for table_name, column_name, parent, parent_key in children %}
    select
        '{{ table_name }}',
        child._batch_id,
        'ORPHAN',
        '{{ column_name }}',
        count(*),
        cast(null as bigint)
    from {{ ref('int_' ~ table_name ~ '__delivered') }} as child
    anti join known_{{ parent }} as parent on child.{{ column_name }} = parent.{{ parent_key }}
    where
        child._standing = 'current'
        and child.{{ column_name }} is not null
        and child.{{ column_name }} <> '(unknown)'
        -- where no parent was ever delivered, none is missed
        and exists (select 1 from known_{{ parent }})
    group by all
    union all
    {%- endfor %}
    select
        'agent_states',
        _batch_id,
        reason_code,
        field,
        count(*),
        cast(null as bigint)
    from {{ ref('int_odd_states') }}
    group by all

)

select * from found
"""
