"""The models of what is odd about rows that count, with a place for their lists of columns."""

LISTS = "-- LISTS"

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

ODD_VALUES = """
-- Grain: one row per delivered file, contract table, finding and column.
-- Does:  reads each table once, for what its own columns tell. Of native rows the delivered text
--        tells unknown values better (stg_native__unknown_values).
-- LISTS
{% set tables = enums.keys() | list + orders.keys() | reject('in', enums) | list %}
with counted as (

    {%- for table_name in tables %}
    select
        '{{ table_name }}' as table_name,
        _batch_id,
        unnest([
            {%- for name in enums.get(table_name, []) %}
            {
                'reason_code': 'UNKNOWN_VALUE',
                'field': '{{ name }}',
                'rows_found': count(*) filter (where _source <> 'native' and {{ name }} = 'unknown')
            }{{ ',' if not loop.last or table_name in orders }}
            {%- endfor %}
            {%- for name, not_before in orders.get(table_name, []) %}
            {
                'reason_code': 'CLOCK_SKEW',
                'field': '{{ name }}',
                'rows_found': count(*) filter (where {{ name }} < {{ not_before }})
            }{{ ',' if not loop.last }}
            {%- endfor %}
        ], recursive := true)
    from {{ ref('int_' ~ table_name ~ '__delivered') }}
    where _standing = 'current'
    group by _batch_id
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from counted
where rows_found > 0
"""

ORPHANS = """
-- Grain: one row per delivered file, contract table and column that names a row which never came.
-- Does:  misses no parent of a table that was never delivered. A parent that comes later takes its
--        rows out again.
-- LISTS
with
{%- for parent in parents %}
naming_{{ parent }} as (

    {%- for table_name, column_name, _ in children | selectattr(2, 'equalto', parent) %}
    select
        '{{ table_name }}' as table_name,
        '{{ column_name }}' as field,
        _batch_id,
        {{ column_name }} as named
    from {{ ref('int_' ~ table_name ~ '__delivered') }}
    where _standing = 'current' and {{ column_name }} <> '(unknown)'
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),
{%- endfor %}

counted as (

    {%- for parent, parent_key in parents.items() %}
    select
        naming.table_name,
        naming._batch_id,
        'ORPHAN' as reason_code,
        naming.field,
        count(*) as rows_found
    from naming_{{ parent }} as naming
    anti join {{ ref('int_' ~ parent) }} as parent on naming.named = parent.{{ parent_key }}
    where exists (select 1 from {{ ref('int_' ~ parent) }})
    group by all
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from counted
"""

FINDINGS = """
-- Grain: one row per delivered file, contract table, finding and column.
-- Does:  counts the rows that count in spite of what is odd about them.
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
    {%- for counted in ['int_odd_values', 'int_orphans'] %}
    union all
    select
        table_name,
        _batch_id,
        reason_code,
        field,
        rows_found,
        cast(null as bigint)
    from {{ ref(counted) }}
    {%- endfor %}
    union all
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
