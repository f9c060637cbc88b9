{#- in_unit(amount, unit): a whole number of a measure's unit as decimal(18, 4), exactly: milliseconds become seconds, thousandths
    ones, ten-thousandths of a currency's unit that unit. -#}
{% macro in_unit(amount, unit) -%}
    cast(cast({{ amount }} as decimal(20, 0)) * case {{ unit }}
        when 'ms' then cast(0.001 as decimal(5, 4))
        when 'milli' then cast(0.001 as decimal(5, 4))
        when 'money' then cast(0.0001 as decimal(5, 4))
        else cast(1 as decimal(5, 4))
    end as decimal(18, 4))
{%- endmacro %}
