{#- Whether and how nearly a value meets its target; exactly at the target is met. Null without a value or without a target.
    target_status(value, low, high): met or missed. Compared at nine decimals, so that the last bit of a division decides nothing.
    attainment(value, low, high, better): 1 within a band, else the ratio to the nearer bound; with one bound the ratio to it, above 1
    where it is exceeded the good way. Null where the ratio says nothing: over zero, or of a value below zero. -#}
{% macro target_status(value, low, high) -%}
    case
        when {{ value }} is null or ({{ low }} is null and {{ high }} is null) then null
        when round({{ value }}, 9) < round({{ low }}, 9) or round({{ value }}, 9) > round({{ high }}, 9) then 'missed'
        else 'met'
    end
{%- endmacro %}

{% macro attainment(value, low, high, better) -%}
    case
        when {{ target_status(value, low, high) }} is null then null
        when {{ better }} = 'range' and {{ target_status(value, low, high) }} = 'met' then 1.0
        when {{ value }} < 0 then null
        when {{ low }} is not null and ({{ high }} is null or {{ value }} < {{ low }}) then {{ kpi_value(value, low) }}
        else {{ kpi_value(high, value) }}
    end
{%- endmacro %}
