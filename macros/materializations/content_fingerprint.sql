{#- content_fingerprint(relation): the same for two tables with the same columns and the same rows, in any order and each as
    often. Rows are hashed twice, the columns once forwards and once backwards, and each hash once more, since the
    hash of a row is near to linear in its last column; sums do not mind the order. -#}
{% macro content_fingerprint(relation) -%}
    {%- set columns = adapter.get_columns_in_relation(relation) -%}
    {%- set names = columns | map(attribute='quoted') | list -%}
    {%- set found = run_query(
        "select concat_ws(':', count(*), sum(hash(hash(" ~ names | join(', ') ~ "))), sum(hash(hash("
        ~ names | reverse | join(', ') ~ ")))) from " ~ relation) -%}
    {%- set described = [] -%}
    {%- for column in columns -%} {%- do described.append(column.name ~ ' ' ~ column.data_type) -%} {%- endfor -%}
    {{ return(found.rows[0][0] ~ ':' ~ local_md5(described | join(', '))) }}
{%- endmacro %}
