-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered file, contract table, finding and column.
-- Does:  counts the rows that count in spite of what is odd about them.
{% set checked = [
    'contacts',
    'queue_segments',
    'agent_segments',
    'bot_sessions',
    'bot_turns',
    'messages',
    'suggestions',
    'knowledge_articles',
    'knowledge_flags',
    'opinion_events',
    'opinion_alerts',
    'complaints',
    'quality_reviews',
    'surveys',
    'tickets',
    'ticket_events',
    'sla_instances',
    'agents',
    'agent_states',
    'agent_skills',
    'shifts',
    'queues',
    'costs',
    'trunk_intervals',
] %}
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
