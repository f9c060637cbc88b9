-- The six service levels keep their order wherever the short-abandon limit is not above the threshold.
with levels as (

    select
        kpi_date,
        site_id,
        channel,
        queue_id,
        max(kpi_value) filter (where kpi_id = 'service_level_incl_flowout') as incl_flowout,
        max(kpi_value) filter (where kpi_id = 'service_level') as standard,
        max(kpi_value) filter (where kpi_id = 'service_level_excl_short') as excl_short,
        max(kpi_value) filter (where kpi_id = 'service_level_excl_abandon_in_t') as excl_in_threshold,
        max(kpi_value) filter (where kpi_id = 'service_level_answered_only') as answered_only,
        max(kpi_value) filter (where kpi_id = 'service_level_abandon_positive') as abandon_positive
    from {{ ref('kpi_daily') }}
    group by kpi_date, site_id, channel, queue_id

)

select *
from levels
where
    incl_flowout > standard
    or standard > excl_short
    or excl_short > excl_in_threshold
    or excl_in_threshold > least(answered_only, abandon_positive)
