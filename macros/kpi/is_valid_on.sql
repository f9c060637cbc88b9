{#- is_valid_on(kpis, date): whether this version of a KPI's definition holds on the date; valid_to is the first day it does not. -#}
{% macro is_valid_on(kpis, date) -%}
    ({{ date }} >= {{ kpis }}.valid_from and ({{ kpis }}.valid_to is null or {{ date }} < {{ kpis }}.valid_to))
{%- endmacro %}
