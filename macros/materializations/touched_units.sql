{#- touched_units(now, before): {unit, touched, files}: how the units are found whose rows may differ from those of the last build, each
    element of `touched` being SQL of one column, `unit`; or none, where that cannot be told and all must be built.
    A model names its unit, the column that says what a row belongs to, in its meta. That is enough for relations that are read of_unit.
    Of what is read otherwise meta says how far a change reaches:
      follows    {relation: [column]}: as far as rows of this table that name the same value in the column
      through    {relation: [other, key, unit]}: as far as units of the rows of the other relation with the same key; a fourth word
                 where the changed rows call the key otherwise
      spreads    {relation: [expression]}: as far as the units that a changed row itself gives
      grows      {relation: [column]}: rows that come concern only what comes itself; those that go, or change in the columns, everything
      ripens_at  [expression]: rows of this table whose instant lies between where as_of (int_data_span) was and where it is
      ripens_in  {other: [unit, instant]}: the same of rows of another relation
      ripens_on  [expression]: the units of the days between these two, from `day`
    A model that is_delivered holds delivered rows by key: files that are new touch their own keys. -#}
{% macro touched_units(now, before) -%}
    {%- set meta = model.config.meta or {} -%}
    {%- if not meta.unit or not before or before.shape != now.shape or before.contents.keys() | sort != now.contents.keys() | sort -%}
        {{ return(none) }}
    {%- endif -%}
    {%- set changed = [] -%}
    {%- for id, content in now.contents.items() -%}
        {%- if before.contents[id] != content -%} {%- do changed.append(id) -%} {%- endif -%}
    {%- endfor -%}
    {%- if meta.is_delivered -%} {{ return(touched_keys(now, before, changed)) }} {%- endif -%}
    {%- set state = known_builds() -%}
    {%- set marked = read_of_unit(model.unique_id, meta.unit) -%}
    {%- set touched = [] -%}
    {%- for id in changed -%}
        {%- set name = (graph.nodes.get(id) or graph.sources[id]).name -%}
        {%- set moved = state.get(id) -%}
        {%- if not moved or moved.content_before != before.contents[id] or moved.content != now.contents[id] -%}
            {{ return(none) }}
        {%- endif -%}
        {%- set changes = 'changes.' ~ adapter.quote(name) -%}
        {%- set found = [] -%}
        {%- for by in marked.get(id) or [] -%}
            {%- do found.append('select ' ~ by ~ ' as unit from ' ~ changes) -%}
        {%- endfor -%}
        {%- set name = name | replace('__delivered', '') -%}
        {%- for column in (meta.follows or {}).get(name, []) -%}
            {%- do found.append('select ' ~ meta.unit ~ ' as unit from ' ~ this ~ ' where ' ~ column ~ ' in (select ' ~ column ~ ' from ' ~ changes ~ ')') -%}
        {%- endfor -%}
        {%- if name in (meta.through or {}) -%}
            {%- set other, key, by = meta.through[name][:3] -%}
            {%- do found.append('select ' ~ by ~ ' as unit from ' ~ table_named(other) ~ ' where ' ~ key ~ ' in (select ' ~ meta.through[name][-1 if meta.through[name] | length > 3 else 1] ~ ' from ' ~ changes ~ ')') -%}
        {%- endif -%}
        {%- for by in (meta.spreads or {}).get(name, []) -%}
            {%- do found.append('select ' ~ by ~ ' as unit from ' ~ changes) -%}
        {%- endfor -%}
        {%- if name == 'int_data_span' -%} {%- do found.extend(ripened(meta, changes)) -%} {%- endif -%}
        {%- if name in (meta.grows or {}) and has_only_grown(changes, meta.grows[name]) -%}
            {%- do found.append('select ' ~ meta.unit ~ ' as unit from ' ~ this ~ ' where false') -%}
        {%- endif -%}
        {%- if not found -%} {{ return(none) }} {%- endif -%}
        {%- do touched.extend(found) -%}
    {%- endfor -%}
    {{ return({'unit': meta.unit, 'touched': touched, 'files': none}) }}
{%- endmacro %}

{#- ripened(meta, changes): units whose rows may change because as_of moved. -#}
{% macro ripened(meta, changes) -%}
    {%- set found = [] -%}
    {%- set span = '(select min(as_of) as was, max(as_of) as is_now from ' ~ changes ~ ')' -%}
    {%- for expression in meta.ripens_at or [] -%}
        {%- do found.append(
            'select ' ~ meta.unit ~ ' as unit from ' ~ this ~ ', ' ~ span ~ ' as span where ' ~ expression ~ ' between span.was and span.is_now') -%}
    {%- endfor -%}
    {%- for other, of_row in (meta.ripens_in or {}).items() -%}
        {%- do found.append(
            'select ' ~ of_row[0] ~ ' as unit from ' ~ table_named(other) ~ ', ' ~ span ~ ' as span where ' ~ of_row[1] ~ ' between span.was and span.is_now') -%}
    {%- endfor -%}
    {%- for expression in meta.ripens_on or [] -%}
        {%- do found.append(
            'select ' ~ expression ~ ' as unit from (select cast(unnest(generate_series('
            ~ local_date('was') ~ ', ' ~ local_date('is_now') ~ ', interval 1 day)) as date) as day from ' ~ span ~ ')') -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{% macro has_only_grown(changes, columns) -%}
    {%- set gone = run_query('select 1 from ' ~ changes ~ ' group by ' ~ columns | join(', ') ~ ' having sum(_times) < 0 limit 1') -%}
    {{ return(gone.rows | length == 0) }}
{%- endmacro %}

{#- touched_keys(now, before, changed): for a table of delivered rows: the files that came, where nothing else has changed. -#}
{% macro touched_keys(now, before, changed) -%}
    {%- if changed | length != 1 or not changed[0].startswith('source.') or '.native.' not in changed[0] -%} {{ return(none) }} {%- endif -%}
    {%- set was, is_now = before.contents[changed[0]], now.contents[changed[0]] -%}
    {%- for file, version in was.items() -%}
        {%- if is_now.get(file) != version -%} {{ return(none) }} {%- endif -%}
    {%- endfor -%}
    {%- set location = landed_location(graph.sources[changed[0]]) -%}
    {%- set files = [location | replace('*.parquet', '_schema.parquet')] -%}
    {%- for file in is_now -%}
        {%- if file not in was -%} {%- do files.append(file) -%} {%- endif -%}
    {%- endfor -%}
    {{ return({'unit': model.config.meta.unit, 'touched': [], 'files': {'location': location, 'new': files}}) }}
{%- endmacro %}

{#- read_of_unit(id, unit): {table id: [its unit in SQL]}, of the tables of which a model reads, itself or through ephemeral models, every
    time only rows of the unit. -#}
{% macro read_of_unit(id, unit) -%}
    {%- set found, whole = {}, [] -%}
    {%- for parent in graph.nodes[id].depends_on.nodes -%}
        {%- set node = graph.nodes.get(parent) -%}
        {%- if node -%}
            {%- set is_ephemeral = node.config.materialized == 'ephemeral' -%}
            {%- set name = '__dbt__cte__' ~ node.name if is_ephemeral else '"' ~ node.schema ~ '"."' ~ node.alias ~ '"' -%}
            {%- set mentions = modules.re.findall(
                modules.re.escape(name) ~ '(?!\w)(?!\s+as\s*\()(?:\s*/\* of unit (\w+): (.*?) \*/)?', compiled_code, modules.re.DOTALL) -%}
            {%- set by = [] -%}
            {%- for mention in mentions if mention[0] == unit -%} {%- do by.append(mention[1].split(' ;; ')) -%} {%- endfor -%}
            {%- set tables = tables_read(parent) if is_ephemeral else [parent] -%}
            {%- if by and by | length == mentions | length and tables | length == 1 -%}
                {%- do found.update({tables[0]: found.get(tables[0], []) + by | sum(start=[])}) -%}
            {%- elif is_ephemeral -%}
                {%- set inner = read_of_unit(parent, unit) -%}
                {%- for table in tables -%}
                    {%- if table in inner -%}
                        {%- do found.update({table: found.get(table, []) + inner[table]}) -%}
                    {%- else -%} {%- do whole.append(table) -%} {%- endif -%}
                {%- endfor -%}
            {%- else -%} {%- do whole.append(parent) -%} {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for table in whole -%} {%- do found.pop(table, none) -%} {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{#- table_named(name): the table of that name that the model reads, itself or through an ephemeral model. -#}
{% macro table_named(name) -%}
    {%- for id in tables_read(model.unique_id) -%}
        {%- set node = graph.nodes.get(id) -%}
        {%- if node and node.name in (name, name ~ '__delivered') -%}
            {{ return(api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias)) }}
        {%- endif -%}
    {%- endfor -%}
    {{ exceptions.raise_compiler_error(model.name ~ ' says through ' ~ name ~ ', which it does not read') }}
{%- endmacro %}
