"""The models of what is odd about delivered texts, with a place for their lists of columns."""

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
        '{{ table_name }}' as table_name,
        _batch_id,
        _source_row,
        _timezone as zone,
        unnest([
            {%- for name in names %}
            {
                'field': '{{ name }}',
                'instant_text': {{ name }},
                'local_at': try_cast({{ name }} as timestamp)
            }{{ ',' if not loop.last }}
            {%- endfor %}
        ], recursive := true)
    from {{ source('native', table_name) }}
    where _timezone in (select turning_days.zone from turning_days)
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
