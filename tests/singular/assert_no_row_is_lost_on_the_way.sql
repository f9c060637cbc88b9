-- Every row that the landing accepted of a modelled table arrives, with a standing, in its delivered rows.
with arrived as (

    {% for table_name in entities() %}
    select
        _batch_id,
        '{{ table_name }}' as table_name
    from {{ ref('int_' ~ table_name ~ '__delivered') }}
    where _source = 'native' and _standing in ('current', 'superseded', 'duplicate', 'rejected')
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

)

select
    files.batch_id,
    files.table_name,
    files.rows_accepted,
    counted.rows_arrived
from {{ source('landing', 'audit') }} as files
left join counted on files.batch_id = counted._batch_id
where
    files.source = 'native'
    and files.table_name in ({% for table_name in entities() %}'{{ table_name }}'{{ ', ' if not loop.last }}{% endfor %})
    and files.rows_accepted is distinct from coalesce(counted.rows_arrived, 0)
