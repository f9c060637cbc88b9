{#- touched_units(now, before): {unit, touched}: how the units are found whose rows may differ from those of the last build, each
    element of `touched` being SQL of one column, `unit`; or none, where that cannot be told and all must be built.
    A model names its unit, the column or columns that say what a row belongs to, in its meta. That is enough for relations that are read of_unit.
    Of what is read otherwise meta says how far a change reaches:
      follows    {relation: [column]}: as far as rows of this table that name the same value in the column
      through    {relation: [other, key, unit]}: as far as units of the rows of the other relation with the same key; a fourth word
                 where the changed rows call the key otherwise
      grows      {relation: [column]}: rows that come concern only what comes itself; those that go, or change in the columns, everything
      ripens_at  [expression]: rows of this table whose instant lies between where as_of (int_data_span) was and where it is
      ripens_in  {other: [unit, instant]}: the same of rows of another relation
      ripens_on  [expression]: the units of the days between these two, from `day`. -#}
{% macro touched_units(now, before) -%}
    {%- set meta = model.config.meta or {} -%}
    {%- if not meta.unit or not is_comparable(now, before) -%}
        {{ return(none) }}
    {%- endif -%}
    {%- set changed = [] -%}
    {%- for id, content in now.contents.items() -%}
        {%- if before.contents[id] != content -%} {%- do changed.append(id) -%} {%- endif -%}
    {%- endfor -%}
    {%- set state = known_builds() -%}
    {%- set unit = unit_in_sql(meta.unit) -%}
    {%- set marked = read_of_unit(model.unique_id, unit) -%}
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
        {%- do found.extend(reached(meta, name | replace('__delivered', ''), changes)) -%}
        {%- if not found -%} {{ return(none) }} {%- endif -%}
        {%- do touched.extend(found) -%}
    {%- endfor -%}
    {{ return({'unit': unit, 'touched': touched}) }}
{%- endmacro %}
