-- Grain: one row per contact with a run of customer messages.
{{ config(meta={'unit': 'contact_id'}) }}
with gaps as (

    select * from {{ ref('fct_reply_gap') }} {{ of_unit('contact_id') }}

),

summed as (

    select
        contact_id,
        {{ count_if('is_answered') }} as reply_gaps,
        {{ count_if('not is_answered') }} as reply_gaps_open,
        {{ sum_if('gap_ms', 'is_answered') }} as reply_gap_ms,
        {{ sum_if('gap_from_last_ms', 'is_answered') }} as reply_gap_from_last_ms,
        {{ sum_if('gap_bh_ms', 'is_answered') }} as reply_gap_bh_ms,
        {{ sum_if('gap_from_last_bh_ms', 'is_answered') }} as reply_gap_from_last_bh_ms
    from gaps
    group by contact_id

),

averaged as (

    select
        *,
        -- whole milliseconds, so that sums over conversations do not depend on their order
        cast(coalesce(floor({{ kpi_value('reply_gap_ms', 'reply_gaps') }} + 0.5), 0) as bigint) as conversation_reply_gap_ms
    from summed

)

select * from averaged
