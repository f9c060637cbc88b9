{#- start_of_day(date): the UTC instant at which a business date begins in WALLBOARD_TIMEZONE. -#}
{% macro start_of_day(date) -%}
    timezone('UTC', timezone('{{ env_var('WALLBOARD_TIMEZONE', 'UTC') }}', cast({{ date }} as timestamp)))
{%- endmacro %}
