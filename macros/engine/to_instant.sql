{#- to_instant(column, zone): landed text to a UTC timestamp, truncated to the millisecond.
    Text with an offset or Z is taken at its word; a naive time is read in the zone declared for its delivery
    (column `_timezone`), and is null where none was declared.
    Text that ends in Z is read as it stands: what leads through a zone costs four times as much.
    has_offset(column): whether the text ends in one. -#}
{% macro to_instant(column, zone='_timezone') -%}
    date_trunc('millisecond', case
        when suffix({{ column }}, 'Z') then try_cast({{ column }} as timestamp)
        when {{ has_offset(column) }}
            then timezone('UTC', try_cast({{ column }} as timestamptz))
        else timezone('UTC', timezone({{ zone }}, try_cast({{ column }} as timestamp)))
    end)
{%- endmacro %}

{% macro has_offset(column) -%}
    (right({{ column }}, 1) = 'Z' or regexp_matches({{ column }}, ':\d\d(\.\d+)? ?[+-]\d\d(:?\d\d)?$'))
{%- endmacro %}
