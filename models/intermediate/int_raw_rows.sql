-- Grain: one row per delivered raw row that did not simply count: rejected, duplicate, deleted or superseded.
-- Does:  takes all a raw row became together, since one row of a log may become rows of several tables. It is rejected if
--        any of them was, a duplicate if all of them were there before, superseded if all of them lost to another version; and
--        deleted if none of them counts and one of them took its key away.
with standings as (

    {%- for table_name in entities() %}
    select
        _source,
        _batch_id,
        _source_row,
        _standing
    from {{ ref('int_' ~ table_name ~ '__delivered') }}
    -- a native raw row becomes one row of one table: where that counts there is nothing to say
    where _source <> 'native' or _standing <> 'current'
    union all
    {%- endfor %}
    select
        _source,
        _batch_id,
        _source_row,
        'rejected'
    from {{ ref('int_anomalies') }}
    where disposition = 'quarantined'

),

judged as (

    select
        _source,
        _batch_id,
        _source_row,
        bool_or(_standing = 'rejected') as is_rejected,
        bool_and(_standing = 'duplicate') as is_duplicate,
        bool_or(_standing = 'deleted') as is_deletion,
        bool_and(_standing in ('duplicate', 'superseded', 'deleted')) as is_uncounted
    from standings
    group by _source, _batch_id, _source_row

)

select
    _source,
    _batch_id,
    _source_row,
    case
        when is_rejected then 'rejected'
        when is_duplicate then 'duplicate'
        when is_deletion then 'deleted'
        else 'superseded'
    end as verdict
from judged
where is_rejected or is_uncounted
