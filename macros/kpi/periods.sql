{#- Days, weeks from Monday, and months.
    periods(): the three names, as a relation to cross join with.
    period_start(period, date): first day of the period that the date lies in.
    periods_of(date): the first days of all the periods that the date lies in.
    kpis_seeing(period, start, kpi): period, first day and KPI of all that a scorecard holds against this one, and of this one itself.
    period_moved(period, start, days, weeks, months): first day of the period so many days, weeks or months further on.
    period_number(period, start): numbers weeks and months one after the other; a day has the number of its week.
    period_weekday(period, start): what a day is compared within, its day of the week; null for weeks and months. -#}
{% macro periods() -%} (values ('day'), ('week'), ('month')) as periods (period) {%- endmacro %}

{% macro period_start(period, date) -%}
    case {{ period }}
        when 'day' then {{ date }}
        when 'week' then cast(date_trunc('week', {{ date }}) as date)
        when 'month' then cast(date_trunc('month', {{ date }}) as date)
    end
{%- endmacro %}

{% macro periods_of(date) -%}
    {{ return([date, period_start("'week'", date), period_start("'month'", date)]) }}
{%- endmacro %}

{% macro period_moved(period, start, days, weeks, months) -%}
    case {{ period }}
        when 'day' then {{ start }} + {{ days }}
        when 'week' then {{ start }} + {{ 7 * weeks }}
        when 'month' then cast({{ start }} + interval '{{ months }}' month as date)
    end
{%- endmacro %}

{% macro kpis_seeing(period, start, kpi) -%}
    {%- set starts = [start, period_moved(period, start, 1, 1, 1), period_moved(period, start, 364, 52, 12)] -%}
    {#- int: the linter's var() is a text -#}
    {%- for number in range(1, (var('level_shift_periods') | int) + 1) -%} {%- do starts.append(period_moved(period, start, 7 * number, number, number)) -%} {%- endfor -%}
    {%- set found = [] -%}
    {%- for seen_from in starts -%} {%- do found.append([period, seen_from, kpi]) -%} {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{% macro period_number(period, start) -%}
    case when {{ period }} = 'month'
        then date_diff('month', date '2000-01-01', {{ start }})
        else date_diff('week', date '2000-01-03', {{ start }})
    end
{%- endmacro %}

{% macro period_weekday(period, start) -%}
    case when {{ period }} = 'day' then extract(isodow from {{ start }}) end
{%- endmacro %}
