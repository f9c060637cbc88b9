-- Grain: one row per raw row and finding of a connector: flagged (kept) or quarantined (kept out).
with findings as (

    select
        cast(null as varchar) as _source,
        cast(null as varchar) as _batch_id,
        cast(null as varchar) as _source_file,
        cast(null as bigint) as _source_row,
        cast(null as varchar) as reason_code,
        cast(null as varchar) as disposition,
        cast(null as varchar) as detail
    where false
    {%- for source_name, tables in landed().items() if 'anomalies' in tables %}
    union all by name
    select '{{ source_name }}' as _source, * from {{ ref('stg_' ~ source_name ~ '__anomalies') }}
    {%- endfor %}

)

select * from findings
