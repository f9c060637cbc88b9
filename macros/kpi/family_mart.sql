{#- family_mart(measures, money, kpis): a wide mart, one column a measure and one a KPI, by day and slices.
    measures: ids in the order of the columns; `x_ms` becomes `x_seconds`, `x_milli` becomes `x` in ones. money: those of them
    that are kept in ten-thousandths of a currency's unit. All are decimal(18, 4). kpis: ids, each a double. -#}
{% macro family_mart(measures, money, kpis) -%}
{%- set keys = 'kpi_date, site_id, channel, queue_id, team_id' -%}
with measures as (

    select measure_date as kpi_date, site_id, channel, queue_id, team_id, measure_id, measure_value
    from {{ ref('fct_measure_daily') }} {{ of_unit('kpi_date', 'measure_date') }}
    where measure_id in ('{{ measures | join("', '") }}')

),

kpis as (

    select {{ keys }}, kpi_id, kpi_value
    from {{ ref('kpi_daily') }} {{ of_unit('kpi_date') }}
    where kpi_id in ('{{ kpis | join("', '") }}')

),

summed as (

    select * from measures
    pivot (sum(measure_value) for measure_id in ('{{ measures | join("', '") }}'))

),

valued as (

    select * from kpis
    pivot (max(kpi_value) for kpi_id in ('{{ kpis | join("', '") }}'))

),

joined as (

    select
        {{ keys }},
        {%- for id in measures %}
        cast(summed.{{ id }} * {{ measure_factor(id, money) }} as decimal(18, 4)) as {{ measure_column(id) }},
        {%- endfor %}
        {%- for id in kpis %}
        valued.{{ id }}{{ ',' if not loop.last }}
        {%- endfor %}
    from summed
    full join valued using ({{ keys }})

)

select * from joined
{%- endmacro %}

{% macro measure_factor(id, money) -%}
    {{ '0.0001' if id in money else '0.001' if id.endswith('_ms') or id.endswith('_milli') else '1' }}
{%- endmacro %}

{% macro measure_column(id) -%}
    {{ id[:-3] ~ '_seconds' if id.endswith('_ms') else id[:-6] if id.endswith('_milli') else id }}
{%- endmacro %}
