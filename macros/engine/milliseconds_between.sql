{#- milliseconds_between(start, end): whole milliseconds, bigint; null while the end is not known, 0 where the end lies
    before the start (clock skew; what lies further back than the tolerance was rejected). -#}
{% macro milliseconds_between(start_at, end_at) -%}
    case when {{ end_at }} is not null then greatest(epoch_ms({{ end_at }}) - epoch_ms({{ start_at }}), 0) end
{%- endmacro %}
