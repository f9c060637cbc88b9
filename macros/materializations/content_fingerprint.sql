{#- content_fingerprint(relation): count:sum:sum:columns, the same for two tables with the same columns and the same rows, in any order and
    each as often. A sum of hashes does not mind the order, and what came and went can be added to it (moved_fingerprint). -#}
{% macro content_fingerprint(relation) -%}
    {%- set columns = adapter.get_columns_in_relation(relation) -%}
    {%- set hashed = row_hash(columns) -%}
    {%- set found = run_query(
        "select concat_ws(':', count(*), coalesce(sum(hash(h)), 0), coalesce(sum(hash(h, 1)), 0)) from (select " ~ hashed ~ " as h from " ~ relation ~ ")") -%}
    {%- set described = [] -%}
    {%- for column in columns -%} {%- do described.append(column.name ~ ' ' ~ column.data_type) -%} {%- endfor -%}
    {{ return(found.rows[0][0] ~ ':' ~ local_md5(described | join(', '))) }}
{%- endmacro %}

{#- moved_fingerprint(content, changes, columns): the fingerprint of a table that had `content` and to which these changes were made. -#}
{% macro moved_fingerprint(content, changes, columns) -%}
    {%- set parts = content.split(':') -%}
    {%- set found = run_query(
        "select concat_ws(':', " ~ parts[0] ~ " + coalesce(sum(_times), 0), "
        ~ "cast(" ~ parts[1] ~ " as hugeint) + coalesce(sum(cast(hash(h) as hugeint) * _times), 0), "
        ~ "cast(" ~ parts[2] ~ " as hugeint) + coalesce(sum(cast(hash(h, 1) as hugeint) * _times), 0)) "
        ~ "from (select " ~ row_hash(columns) ~ " as h, _times from " ~ changes ~ ")") -%}
    {{ return(found.rows[0][0] ~ ':' ~ parts[3]) }}
{%- endmacro %}

{% macro row_hash(columns) -%} hash({{ columns | map(attribute='quoted') | join(', ') }}) {%- endmacro %}
