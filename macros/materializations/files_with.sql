{#- files_with(touched, columns, id, inputs): of the native files that a model of delivered rows was built from (its inputs) those with
    rows of touched units; all of them, if a column of the unit is no id as it was delivered.
    Bounds of the raw text spare most files the reading of their ids: files are sorted by day, and ids mostly rise with
    the days. Blanks around an id are allowed for. -#}
{% macro files_with(touched, columns, id, inputs) -%}
    {%- set source = native_source(id) -%}
    {%- set files = inputs.contents[source.unique_id].keys() | list -%}
    {%- for column in columns if column not in source.columns or not column.endswith('_id') -%} {{ return(files) }} {%- endfor -%}
    {%- set ends = run_query("select min(unit), max(unit), coalesce(bool_or(unit is null), false) from " ~ touched).rows[0] -%}
    {%- set found = [] -%}
    {%- for column in columns -%}
        {%- set among = [column ~ ' is null', column ~ " < '!'"] if ends[2] else [column ~ " < '!'"] -%}
        {%- if ends[0] is not none -%}
            {%- do among.append(column ~ " >= '" ~ adapter.escape_sql_string(ends[0]) ~ "' and " ~ column ~ " < '" ~ adapter.escape_sql_string(ends[1]) ~ "!'") -%}
        {%- endif -%}
        {%- do found.append(
            'select filename from (select filename, ' ~ to_id(column) ~ ' as id from read_parquet(' ~ listed(files) ~ ', union_by_name = true) where '
            ~ among | join(' or ') ~ ')' ~ semi_join(touched, 'id')) -%}
    {%- endfor -%}
    {{ return(run_query('select distinct filename from (' ~ found | join(' union all ') ~ ') order by filename').columns[0].values() | list) }}
{%- endmacro %}
