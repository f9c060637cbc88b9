{#- family_mart(measures, money, kpis): a wide mart, one column a measure and one a KPI, by day and slices.
    measures: ids in the order of the columns; `x_ms` becomes `x_seconds`, `x_milli` becomes `x` in ones. money: those of them
    that are kept in ten-thousandths of a currency's unit. All are decimal(18, 4). kpis: ids, each a double. -#}
{% macro family_mart(measures, money, kpis) -%}
{%- set keys = 'kpi_date, site_id, channel, queue_id, team_id' -%}
with measures as (

    select measure_date as kpi_date, site_id, channel, queue_id, team_id, measure_id as item, measure_value, cast(null as double) as kpi_value
    from {{ ref('fct_measure_daily') }} {{ of_unit('kpi_date', 'measure_date') }}
    where measure_id in ('{{ measures | join("', '") }}')

),

kpis as (

    select {{ keys }}, kpi_id as item, cast(null as bigint) as measure_value, kpi_value
    from {{ ref('kpi_daily') }} {{ of_unit('kpi_date') }}
    where kpi_id in ('{{ kpis | join("', '") }}')

),

unioned as (

    select * from measures
    union all
    select * from kpis

),

pivoted as (

    select
        {{ keys }},
        {%- for id in measures %}
        cast(sum(measure_value) filter (where item = '{{ id }}') * {{ measure_factor(id, money) }} as decimal(18, 4)) as {{ measure_column(id) }},
        {%- endfor %}
        {%- for id in kpis %}
        max(kpi_value) filter (where item = '{{ id }}') as {{ id }}{{ ',' if not loop.last }}
        {%- endfor %}
    from unioned
    group by {{ keys }}

)

select * from pivoted
{%- endmacro %}

{% macro measure_factor(id, money) -%}
    {{ '0.0001' if id in money else '0.001' if id.endswith('_ms') or id.endswith('_milli') else '1' }}
{%- endmacro %}

{% macro measure_column(id) -%}
    {{ id[:-3] ~ '_seconds' if id.endswith('_ms') else id[:-6] if id.endswith('_milli') else id }}
{%- endmacro %}
