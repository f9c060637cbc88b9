-- Grain: one row per day: flags by the day they were raised, repairs by the day they were made, stocks at the end of the day.
with flags as (

    select * from {{ ref('fct_knowledge_flag') }}

),

days as (

    select * from {{ ref('dim_date') }}

),

happened as (

    select
        flagged_date as happened_date,
        1 as raised,
        cast(is_fixed_in_sla as integer) as fixed_in_sla,
        0 as fixed,
        0 as measured,
        0 as effective
    from flags

    union all

    select
        -- a repair that clock skew puts on the day before its flag still counts with it
        greatest(fixed_date, flagged_date),
        0,
        0,
        1,
        0,
        0
    from flags
    where fixed_at is not null

    union all

    select
        fixed_date,
        0,
        0,
        0,
        cast(is_measured as integer),
        cast(is_measured and is_adoption_higher as integer)
    from flags
    where fixed_at is not null

),

counted as (

    select
        days.date_day as measure_date,
        {{ sum_if('happened.raised') }} as knowledge_flags,
        {{ sum_if('happened.fixed_in_sla') }} as knowledge_flags_fixed_in_sla,
        {{ sum_if('happened.fixed') }} as knowledge_fixes,
        {{ sum_if('happened.measured') }} as knowledge_fixes_measured,
        {{ sum_if('happened.effective') }} as knowledge_fixes_effective
    from days
    left join happened on days.date_day = happened.happened_date
    group by days.date_day

),

accumulated as (

    select
        measure_date,
        {{ known_slices('counted', []) }},
        knowledge_flags,
        knowledge_flags_fixed_in_sla,
        knowledge_fixes_measured,
        knowledge_fixes_effective,
        cast(sum(knowledge_flags) over (order by measure_date) as bigint) as knowledge_flags_to_date,
        cast(sum(knowledge_fixes) over (order by measure_date) as bigint) as knowledge_flags_fixed_to_date
    from counted

)

select * from accumulated
