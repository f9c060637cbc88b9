{#- unpivoted(relation): a measure feed, one column a measure, as rows (slice, measure_id, measure_value); zeros are not stored. -#}
{% macro unpivoted(relation) -%}
    select measure_date, site_id, channel, queue_id, team_id, measure_id, cast(measure_value as bigint) as measure_value
    from (
        unpivot {{ relation }}
        on columns(* exclude (measure_date, site_id, channel, queue_id, team_id))
        into name measure_id value measure_value
    )
    where measure_value <> 0
{%- endmacro %}
