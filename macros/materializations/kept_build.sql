{#- kept_build(): what is known of this model's table if it is there and may stay; none if it is to be built anew. -#}
{% macro kept_build() -%}
    {{ return(known_builds().get(model.unique_id) if load_cached_relation(this) and not should_full_refresh() else none) }}
{%- endmacro %}

{#- is_current(inputs): the table of this model or seed is there, and was built from these. -#}
{% macro is_current(inputs) -%}
    {{ return(inputs and inputs == known_builds().get(model.unique_id, {}).get('inputs') and load_cached_relation(this)) }}
{%- endmacro %}

{#- unchanged(relation): what a materialization returns that did nothing. -#}
{% macro unchanged(relation) -%}
    {%- do store_raw_result('main', message='unchanged', code='UNCHANGED', rows_affected=0) -%}
    {{ return({'relations': [relation]}) }}
{%- endmacro %}
