{#- ranked(unit): from `keyed` and `repeated` to `ranked`: among the rows of a key that do not stand rejected the best is the first (_rank), and of
    rows that are the same the first is no copy (_copy). -#}
{% macro ranked(unit) -%}
ranked as (

    select
        keyed.*,
        row_number() over (
            partition by keyed.{{ unit }}
            order by
                keyed.source_updated_at desc nulls last, coalesce(keyed.is_deleted, false) desc, keyed._known_fields desc,
                keyed._row_hash desc, keyed._person_hash desc nulls last, keyed._batch_id asc, keyed._source_row asc
        ) as _rank,
        row_number() over (
            partition by keyed.{{ unit }}, keyed._row_hash, keyed._person_hash
            order by keyed._batch_id asc, keyed._source_row asc
        ) as _copy
    from keyed
    inner join repeated on hash(keyed.{{ unit }}) = repeated.key_hash
    where keyed._reject_reason is null

)
{%- endmacro %}
