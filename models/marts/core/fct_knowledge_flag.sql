-- Grain: one row per finding that a preset needs repair.
-- Does:  compares the preset's adoption before and after the repair, over the same number of days.
{% set window_hours = var('adoption_window_days') * 24 %}
with flags as (

    select * from {{ ref('int_knowledge_flags') }}

),

showings as (

    select * from {{ ref('fct_suggestion') }}

),

span as (

    select * from {{ ref('int_data_span') }}

),

compared as (

    select
        flags.flag_id,
        {{ count_if('showings.shown_at < flags.fixed_at') }} as shown_before,
        {{ count_if('showings.shown_at < flags.fixed_at and showings.is_adopted') }} as adopted_before,
        {{ count_if('showings.shown_at >= flags.fixed_at') }} as shown_after,
        {{ count_if('showings.shown_at >= flags.fixed_at and showings.is_adopted') }} as adopted_after
    from flags
    inner join showings
        on
            flags.article_id = showings.article_id
            and showings.shown_at >= flags.fixed_at - interval '{{ window_hours }}' hour
            and showings.shown_at < {{ hours_after('flags.fixed_at', window_hours) }}
    group by flags.flag_id

),

judged as (

    select
        flags.flag_id,
        flags.article_id,
        flags.reason,
        flags.flagged_at,
        flags.fixed_at,
        {{ local_date('flags.flagged_at') }} as flagged_date,
        {{ local_date('flags.fixed_at') }} as fixed_date,
        coalesce(
            flags.fixed_at <= {{ hours_after('flags.flagged_at', var('repair_sla_hours')) }}, false
        ) as is_fixed_in_sla,
        coalesce(compared.shown_before, 0) as shown_before,
        coalesce(compared.adopted_before, 0) as adopted_before,
        coalesce(compared.shown_after, 0) as shown_after,
        coalesce(compared.adopted_after, 0) as adopted_after,
        coalesce(
            least(compared.shown_before, compared.shown_after) >= {{ var('adoption_min_impressions') }}
            and {{ hours_after('flags.fixed_at', window_hours) }} <= span.as_of, false
        ) as is_measured,
        -- the shares compared without a division
        coalesce(
            compared.adopted_after * compared.shown_before > compared.adopted_before * compared.shown_after, false
        ) as is_adoption_higher
    from flags
    cross join span
    left join compared on flags.flag_id = compared.flag_id

)

select * from judged
