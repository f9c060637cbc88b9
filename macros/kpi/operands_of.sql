{#- operands_of(kpis): a row per KPI and measure (or KPI) that it is made of, in `operand`; one, where both are the same. To be joined by
    equality: "in (numerator, denominator)" would hold every row against every KPI. -#}
{% macro operands_of(kpis) -%}
    select
        *,
        numerator as operand
    from {{ kpis }}
    union
    select
        *,
        denominator as operand
    from {{ kpis }}
    where denominator is not null
{%- endmacro %}
