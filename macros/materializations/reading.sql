{#- Of a model of delivered rows there are in the build file: the table stored.<name>; the macro stored.<name>__in(files), the rows of some
    native files that count; and the view, which puts the judged files and the table together. None names the database, which `parity` attaches under
    other names. -#}
{% macro stored_of(name) -%} {{ return(api.Relation.create(schema='stored', identifier=name)) }} {%- endmacro %}

{% macro reading(name, files) -%} stored.{{ adapter.quote(name ~ '__in') }}({{ files }}) {%- endmacro %}

{#- delivered_in(name, files): all that is stored, and of the native rows that count those of the files. -#}
{% macro delivered_in(name, files) -%}
    select * from {{ reading(name, listed(files)) if files else stored_of(name) }}{% if files %} union all by name select * from {{ stored_of(name) }}{% endif %}
{%- endmacro %}

{#- listed(files): a list in SQL. The first file of a folder holds no rows, but every column. -#}
{% macro listed(files) -%}
    ['{{ ([files[0].rpartition('/')[0] ~ '/_schema.parquet'] + files) | unique | join("', '") }}']
{%- endmacro %}

{% macro create_delivered_view(now) -%}
    create or replace view {{ this }} as {{ delivered_in(model.name, now.contents[native_source(model.unique_id).unique_id].keys() | list) }}
{%- endmacro %}

{% macro create_reading() -%}
    create or replace macro {{ reading(model.name, 'files') }} as table (
        {{ streamed(without_other_sources(compiled_code.split('/* told apart */')[0])) | replace("'" ~ native_location(model.unique_id) ~ "'", 'files') }}
        select keyed.* replace (cast(null as varchar) as _reject_reason), 'current' as _standing
        from keyed
        anti join {{ stored_of(model.name) }} as stored on keyed._batch_id = stored._batch_id and keyed._source_row = stored._source_row
    )
{%- endmacro %}

{#- The comments in the SQL are those of the macro staged. -#}
{% macro without_other_sources(sql) -%}
    {{ return(modules.re.sub('/\* other sources \*/.*?/\* end of other sources \*/', '', sql, flags=modules.re.DOTALL)) }}
{%- endmacro %}

{% macro native_source(id) -%}
    {%- for parent in tables_read(id) if parent.startswith('source.') and '.native.' in parent -%} {{ return(graph.sources[parent]) }} {%- endfor -%}
{%- endmacro %}

{% macro native_location(id) -%} {{ return(landed_location(native_source(id))) }} {%- endmacro %}
