{#- standing(key): from the CTE `judged` to the CTE `stood`, which says in `_standing` what became of each delivered row:
    current, deleted (it won, and the row is gone), superseded (another version won), duplicate (the same once more) or rejected.
    The winner does not depend on the order of delivery: latest source_updated_at, then a deletion, the fuller row, the greater hash.
    key: list of columns. Only keys that come more than once pay for a window. -#}
{% macro standing(key) -%}
keyed as (

    select
        *,
        {{ joined_key(key) }} as _key
    from judged
    {{ and_rows_kept_of(joined_key(key)) }}

),

-- whole numbers are counted faster than texts; keys that only share one stay alone below
repeated as (

    select hash(_key) as key_hash
    from keyed
    where _reject_reason is null
    group by hash(_key)
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
    inner join repeated on hash(keyed._key) = repeated.key_hash
    where keyed._reject_reason is null

),

stood as (

    select
        keyed.*,
        case when keyed._reject_reason is not null then 'rejected' when keyed.is_deleted then 'deleted' else 'current' end as _standing
    from keyed
    left join repeated on hash(keyed._key) = repeated.key_hash
    where keyed._reject_reason is not null or repeated.key_hash is null

    union all

    select
        * exclude (_rank, _copy),
        case when _rank = 1 and is_deleted then 'deleted' when _rank = 1 then 'current' when _copy > 1 then 'duplicate' else 'superseded' end as _standing
    from ranked

)
{%- endmacro %}

{% macro joined_key(key) -%}
    concat_ws('|', {% for column in key %}coalesce(cast({{ column }} as varchar), ''){{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}

{#- Where only new files are read (build_part), rows of the same keys are taken from the table as it was; else a comment. -#}
{% macro and_rows_kept_of(key) -%} /* and rows kept of: {{ key }} */ {%- endmacro %}
