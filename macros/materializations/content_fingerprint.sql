{#- content_fingerprint(relation, columns): count:sum:sum, the same for two relations with the same rows, in any order and each as
    often. A sum of hashes does not mind the order, and what came and went can be added to it (moved_fingerprint). columns: as text. -#}
{% macro content_fingerprint(relation, columns) -%}
    {{ return(run_query(
        "select concat_ws(':', count(*), coalesce(sum(hash(h)), 0), coalesce(sum(hash(h, 1)), 0)) from (select hash(" ~ columns ~ ") as h from " ~ relation ~ ")"
    ).rows[0][0]) }}
{%- endmacro %}

{#- moved_fingerprint(content, changes, columns): the fingerprint of a relation that had `content` and to which these changes were made. What
    follows the three numbers stays. -#}
{% macro moved_fingerprint(content, changes, columns) -%}
    {%- set parts = content.split(':') -%}
    {%- set found = run_query(
        "select concat_ws(':', " ~ parts[0] ~ " + coalesce(sum(_times), 0), "
        ~ "cast(" ~ parts[1] ~ " as hugeint) + coalesce(sum(cast(hash(h) as hugeint) * _times), 0), "
        ~ "cast(" ~ parts[2] ~ " as hugeint) + coalesce(sum(cast(hash(h, 1) as hugeint) * _times), 0)) "
        ~ "from (select hash(" ~ columns ~ ") as h, _times from " ~ changes ~ ")") -%}
    {{ return(found.rows[0][0] ~ ':' ~ parts[3]) }}
{%- endmacro %}

{#- table_fingerprint(relation): of all rows of a table, and of its columns' names and types. -#}
{% macro table_fingerprint(relation) -%}
    {%- set columns = adapter.get_columns_in_relation(relation) -%}
    {%- set described = [] -%}
    {%- for column in columns -%} {%- do described.append(column.name ~ ' ' ~ column.data_type) -%} {%- endfor -%}
    {{ return(content_fingerprint(relation, columns | map(attribute='quoted') | join(', ')) ~ ':' ~ local_md5(described | join(', '))) }}
{%- endmacro %}
