-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of agents.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'agents') }}

),

typed as (

    select
        -- ids
        {{ to_id('agent_id') }} as agent_id,
        {{ to_id('team_id') }} as team_id,
        {{ to_id('currency') }} as currency,

        -- properties
        {{ to_enum('tier', ['new', 'junior', 'senior', 'expert']) }} as tier,
        {{ to_flag('left_voluntarily') }} as left_voluntarily,

        -- when (UTC)
        {{ to_instant('valid_from') }} as valid_from,
        {{ to_instant('valid_to') }} as valid_to,
        {{ to_date('hired_on') }} as hired_on,
        {{ to_date('left_on') }} as left_on,

        -- amounts
        {{ to_count('max_concurrency') }} as max_concurrency,
        {{ to_money('hourly_cost') }} as hourly_cost,

        -- text as landed, to tell unreadable from absent
        valid_from as valid_from_text,
        valid_to as valid_to_text,
        hired_on as hired_on_text,
        left_on as left_on_text,
        left_voluntarily as left_voluntarily_text,
        max_concurrency as max_concurrency_text,
        hourly_cost as hourly_cost_text,
        source_updated_at as source_updated_at_text,
        is_deleted as is_deleted_text,

        -- version and lineage
        {{ to_instant('source_updated_at') }} as source_updated_at,
        {{ to_flag('is_deleted') }} as is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields
    from source

),

checked as (

    select
        agent_id,
        team_id,
        currency,
        tier,
        left_voluntarily,
        valid_from,
        valid_to,
        hired_on,
        left_on,
        max_concurrency,
        hourly_cost,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when valid_from_text is not null and valid_from is null
                then 'CAST:valid_from'
            when valid_to_text is not null and valid_to is null
                then 'CAST:valid_to'
            when hired_on_text is not null and hired_on is null
                then 'CAST:hired_on'
            when left_on_text is not null and left_on is null
                then 'CAST:left_on'
            when left_voluntarily_text is not null and left_voluntarily is null
                then 'CAST:left_voluntarily'
            when max_concurrency_text is not null and max_concurrency is null
                then 'CAST:max_concurrency'
            when hourly_cost_text is not null and hourly_cost is null
                then 'CAST:hourly_cost'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
