-- Every row that the landing accepted of a modelled table arrives, with a standing, in its delivered rows; and none arrives
-- that the audit does not know.
with arrived as (

    {% for table_name in entities() %}
    select
        _batch_id,
        '{{ table_name }}' as table_name
    from {{ ref('int_' ~ table_name ~ '__delivered') }}
    where _source = 'native' and _standing in ('current', 'deleted', 'superseded', 'duplicate', 'rejected')
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

counted as (

    select
        _batch_id,
        table_name,
        count(*) as rows_arrived
    from arrived
    group by _batch_id, table_name

),

files as (

    select
        batch_id,
        table_name,
        rows_accepted
    from {{ ref('int_landed_files') }}
    where
        source = 'native'
        and table_name in ({% for table_name in entities() %}'{{ table_name }}'{{ ', ' if not loop.last }}{% endfor %})

)

select
    files.batch_id,
    files.table_name,
    files.rows_accepted,
    counted._batch_id,
    counted.rows_arrived
from files
full join counted on files.batch_id = counted._batch_id
where coalesce(files.rows_accepted, 0) <> coalesce(counted.rows_arrived, 0)
