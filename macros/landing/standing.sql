{#- standing(key): from the CTE `judged` to the CTE `stood`, which says in `_standing` what became of each delivered row:
    current, deleted (it won, and the row is gone), superseded (another version won), duplicate (the same once more) or rejected.
    The winner does not depend on the order of delivery: latest source_updated_at, then a deletion, the fuller row, the greater hash.
    key: list of columns. Only keys that come more than once pay for a window. The two comments say where the materialization of delivered rows
    puts rows delivered before, and what gives the rows as they are read. -#}
{% macro standing(key) -%}
{%- set unit = key[0] if key | length == 1 else '_key' -%}
keyed as not materialized (

    select
        * exclude (_row_hash),
        -- a number is written and compared faster than its digits; the order is the same
        cast(left(_row_hash, 32) as uuid) as _row_hash,
        cast(nullif(substr(_row_hash, 33), '') as uuid) as _person_hash
        {%- if unit == '_key' %},
        {{ joined_key(key) }} as _key
        {%- endif %}
    from judged
    /* and rows kept */

)
/* told apart */
,

-- Whole numbers are counted faster than texts, and keys alone are read; what is here by chance, or beside rejected rows only,
-- is alone below.
repeated as (

    select hash({{ unit }}) as key_hash
    from keyed
    group by hash({{ unit }})
    having count(*) > 1

),

{{ ranked(unit) }},

stood as (

    select
        keyed.*,
        case when keyed._reject_reason is not null then 'rejected' when keyed.is_deleted then 'deleted' else 'current' end as _standing
    from keyed
    left join repeated on hash(keyed.{{ unit }}) = repeated.key_hash
    where keyed._reject_reason is not null or repeated.key_hash is null

    union all

    select
        * exclude (_rank, _copy),
        case when _rank = 1 and is_deleted then 'deleted' when _rank = 1 then 'current' when _copy > 1 then 'duplicate' else 'superseded' end as _standing
    from ranked

)
{%- endmacro %}
