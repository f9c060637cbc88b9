{#- unpivoted(relation, stocks, also): a measure feed, one column a measure, as rows (slice, measure_id, measure_value); `also`
    names further key columns. Zeros are not stored, but for stocks: an empty stock is a finding, a day on which nothing happened
    is not. -#}
{% macro unpivoted(relation, stocks=[], also=[]) -%}
    {%- set keys = (['measure_date', 'site_id', 'channel', 'queue_id', 'team_id'] + also) | join(', ') -%}
    select {{ keys }}, measure_id, cast(measure_value as bigint) as measure_value
    from (
        unpivot (select * from {{ relation }} {{ of_unit('measure_date') }})
        on columns(* exclude ({{ keys }}))
        into name measure_id value measure_value
    )
    where measure_value <> 0{% if stocks %} or measure_id in ('{{ stocks | join("', '") }}'){% endif %}
{%- endmacro %}
