{#- landed(): the connectors with landed data and the contract tables each feeds, {source: [table, …]}.
    `wallboard ingest` keeps the answer in WALLBOARD_HOME/dbt/landed.sql; without it there is nothing to build. -#}
{% macro landed() -%}
    {%- if landed_here is not defined -%}
        {{ exceptions.raise_compiler_error(
            "WALLBOARD_HOME holds no landed data. Run `wallboard ingest PATH --source NAME` or `wallboard demo` first.") }}
    {%- endif -%}
    {{ return(landed_here()) }}
{%- endmacro %}
