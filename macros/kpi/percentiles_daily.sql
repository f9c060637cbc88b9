{#- percentiles_daily(also): of the CTEs histogram and kpis one row per day, slice and KPI, and of what else of the histogram is named in `also`: the
    CTEs merged, counted and picked. The value is that of the first bucket in which the share asked for is reached. -#}
{% macro percentiles_daily(also=[]) -%}
{%- set keys = ['kpi_id', 'kpi_date', 'site_id', 'channel', 'queue_id', 'team_id'] + also -%}
merged as (

    select
        histogram.kpi_date,
        {{ kpi_slices('histogram') }},
        {% for column in also %}
        histogram.{{ column }},
        {% endfor %}
        kpis.kpi_id,
        kpis.definition_version,
        kpis.quantile,
        histogram.bucket_id,
        histogram.bucket_seconds,
        cast(sum(histogram.observations) as bigint) as observations
    from histogram
    inner join kpis
        on histogram.measure_id = kpis.numerator and {{ is_valid_on('kpis', 'histogram.kpi_date') }}
    group by all

),

counted as (

    select
        *,
        sum(observations) over (slice rows between unbounded preceding and current row) as observations_so_far,
        sum(observations) over (slice rows between unbounded preceding and unbounded following) as observations_in_all
    from merged
    -- one order for both, so that rows are sorted once
    window slice as (partition by {{ keys | join(', ') }} order by bucket_id)

),

picked as (

    select
        {{ keys | join(', ') }},
        definition_version,
        cast(null as decimal(18, 4)) as numerator,
        cast(max(observations_in_all) as decimal(18, 4)) as denominator,
        min(bucket_seconds) as kpi_value
    from counted
    where observations_so_far >= quantile * observations_in_all
    group by {{ keys | join(', ') }}, definition_version

)
{%- endmacro %}
