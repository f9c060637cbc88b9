{#- ripened(meta, changes): units whose rows may change because as_of moved. -#}
{% macro ripened(meta, changes) -%}
    {%- set found = [] -%}
    {%- set span = '(select min(as_of) as was, max(as_of) as is_now from ' ~ changes ~ ')' -%}
    {%- for expression in meta.ripens_at or [] -%}
        {%- do found.append(
            'select ' ~ unit_in_sql(meta.unit) ~ ' as unit from ' ~ this ~ ', ' ~ span ~ ' as span where ' ~ expression ~ ' between span.was and span.is_now') -%}
    {%- endfor -%}
    {%- for other, of_row in (meta.ripens_in or {}).items() -%}
        {%- do found.append(
            'select ' ~ of_row[0] ~ ' as unit from ' ~ table_named(other) ~ ', ' ~ span ~ ' as span where ' ~ of_row[1] ~ ' between span.was and span.is_now') -%}
    {%- endfor -%}
    {%- for expression in meta.ripens_on or [] -%}
        {%- do found.append(
            'select ' ~ expression ~ ' as unit from (select cast(unnest(generate_series('
            ~ local_date('was') ~ ', ' ~ local_date('is_now') ~ ', interval 1 day)) as date) as day from ' ~ span ~ ')') -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}
