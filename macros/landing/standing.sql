{#- standing(key): from the CTE `judged` to the CTE `stood`, which says in `_standing` what became of each delivered row:
    current, deleted (it won, and the row is gone), superseded (another version won), duplicate (the same once more) or rejected.
    The winner does not depend on the order of delivery: latest source_updated_at, then a deletion, the fuller row, the greater hash.
    key: list of columns. Only keys that come more than once pay for a window. -#}
{% macro standing(key) -%}
keyed as (

    select
        *,
        concat_ws('|', {% for column in key %}coalesce(cast({{ column }} as varchar), ''){{ ', ' if not loop.last }}{% endfor %}) as _key
    from judged

),

repeated as (

    select _key
    from keyed
    where _reject_reason is null
    group by _key
    having count(*) > 1

),

ranked as (

    select
        keyed.*,
        row_number() over (
            partition by keyed._key
            order by keyed.source_updated_at desc nulls last, coalesce(keyed.is_deleted, false) desc, keyed._known_fields desc, keyed._row_hash desc, keyed._batch_id asc, keyed._source_row asc
        ) as _rank,
        row_number() over (
            partition by keyed._key, keyed._row_hash
            order by keyed._batch_id asc, keyed._source_row asc
        ) as _copy
    from keyed
    inner join repeated on keyed._key = repeated._key
    where keyed._reject_reason is null

),

stood as (

    select
        keyed.*,
        case when keyed._reject_reason is not null then 'rejected' when keyed.is_deleted then 'deleted' else 'current' end as _standing
    from keyed
    left join repeated on keyed._key = repeated._key
    where keyed._reject_reason is not null or repeated._key is null

    union all

    select
        * exclude (_rank, _copy),
        case when _rank = 1 and is_deleted then 'deleted' when _rank = 1 then 'current' when _copy > 1 then 'duplicate' else 'superseded' end as _standing
    from ranked

)
{%- endmacro %}
