-- Rendered from seeds/reference/raw_contract.csv. Refresh with `make render`.
-- Grain: one row per delivered row of costs.
-- Does:  types the landed text. Text that cannot be read becomes null, and
--        _cast_failure names its column.
with source as (

    select * from {{ source('native', 'costs') }}

),

typed as (

    select
        -- ids
        {{ to_id('cost_id') }} as cost_id,
        {{ to_id('currency') }} as currency,

        -- properties
        {{ to_enum('category', ['labour', 'technology', 'telecom', 'overhead']) }} as category,
        {{ to_enum('channel', [
            'voice', 'chat', 'email', 'sms', 'web', 'app', 'wechat', 'weibo', 'qq',
            'video', 'fax', 'social', 'other'
        ]) }} as channel,
        {{ to_enum('handler', ['human', 'bot', 'shared']) }} as handler,

        -- when (UTC)
        {{ to_date('period_start') }} as period_start,
        {{ to_date('period_end') }} as period_end,

        -- amounts
        {{ to_money('amount') }} as amount,

        -- text as landed, to tell unreadable from absent
        period_start as period_start_text,
        period_end as period_end_text,
        amount as amount_text,
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
        cost_id,
        currency,
        category,
        channel,
        handler,
        period_start,
        period_end,
        amount,
        source_updated_at,
        is_deleted,
        _batch_id,
        _source_file,
        _source_row,
        _row_hash,
        _known_fields,
        case
            when period_start_text is not null and period_start is null
                then 'CAST:period_start'
            when period_end_text is not null and period_end is null
                then 'CAST:period_end'
            when amount_text is not null and amount is null
                then 'CAST:amount'
            when source_updated_at_text is not null and source_updated_at is null
                then 'CAST:source_updated_at'
            when is_deleted_text is not null and is_deleted is null
                then 'CAST:is_deleted'
        end as _cast_failure
    from typed

)

select * from checked
