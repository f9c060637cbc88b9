{#- thousandths(number): a number of the source in whole thousandths (half away from zero), bigint; null where it is too large
    to be one. (DuckDB keeps products of narrow decimals narrow, hence the wide cast before each multiplication.)
    ten_thousandths(amount): money, decimal(18, 4), in whole ten-thousandths of the currency's unit, bigint. -#}
{% macro thousandths(number) -%} cast(round(cast(try_cast({{ number }} as decimal(18, 6)) as decimal(38, 6)) * 1000) as bigint) {%- endmacro %}

{% macro ten_thousandths(amount) -%} cast(cast({{ amount }} as decimal(38, 4)) * 10000 as bigint) {%- endmacro %}
