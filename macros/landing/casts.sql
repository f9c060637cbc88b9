{#- Landed text to typed values; what cannot be read becomes null, and staging's _cast_failure says so. -#}
{% macro to_id(column) -%} nullif(trim({{ column }}), '') {%- endmacro %}

{#- is_mangled(column): an id that went through a floating-point number, as spreadsheets write it (1.23E+17): its digits are lost. -#}
{#- A digit is looked for first: nearly all ids begin with a letter, and a comparison of two characters spares them the pattern. -#}
{% macro is_mangled(column) -%}
    ({{ column }} >= '0' and {{ column }} < ':' and regexp_full_match({{ column }}, '\d(\.\d+[eE]\+?|[eE]\+)\d{1,3}'))
{%- endmacro %}

{% macro to_text(column) -%} {{ column }} {%- endmacro %}

{#- A value outside the list is kept as 'unknown': the source speaks of something the contract does not know.
    Most values are spelled as the contract has them and need no folding. -#}
{% macro to_enum(column, accepted) -%}
    {%- set listed = "('" ~ accepted | join("', '") ~ "')" -%}
    case
        when {{ column }} in {{ listed }} then {{ column }}
        when {{ column }} is null then null
        when lower(trim({{ column }})) in {{ listed }} then lower(trim({{ column }}))
        else 'unknown'
    end
{%- endmacro %}

{#- Infinity and not-a-number are no values: like any text that cannot be read they become null. -#}
{% macro to_date(column) -%} case when isfinite(try_cast({{ column }} as date)) then try_cast({{ column }} as date) end {%- endmacro %}

{#- Seconds as delivered, in whole milliseconds (half away from zero). -#}
{% macro to_milliseconds(column) -%} cast(round(cast(try_cast({{ column }} as decimal(18, 6)) as decimal(38, 6)) * 1000) as bigint) {%- endmacro %}

{% macro to_count(column) -%} try_cast({{ column }} as bigint) {%- endmacro %}

{% macro to_number(column) -%} case when isfinite(try_cast({{ column }} as double)) then try_cast({{ column }} as double) end {%- endmacro %}

{% macro to_money(column) -%} try_cast({{ column }} as decimal(18, 4)) {%- endmacro %}

{% macro to_flag(column) -%}
    case
        when {{ column }} = 'true' then true
        when {{ column }} = 'false' then false
        when lower(trim({{ column }})) in ('true', 't', '1', 'yes') then true
        when lower(trim({{ column }})) in ('false', 'f', '0', 'no') then false
    end
{%- endmacro %}
