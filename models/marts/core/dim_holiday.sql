-- Grain: one row per date on which the centre does not keep its weekly hours (var holiday_set); none where no set is named.
with holidays as (

    select * from {{ ref('holidays') }}

),

chosen as (

    select
        holiday_date,
        day_kind,
        name,
        standing
    from holidays
    where {% if var('holiday_set') %} holiday_set = '{{ var("holiday_set") }}' {% else %} false {% endif %}

)

select * from chosen
