{#- build_part(plan, known, now): build the rows of the touched units alone, in one transaction with what is remembered of it. Returns how many rows
    came or went; none, with nothing done, where so many units are touched that building everything is less work.
    plan: from touched_units. known: what is remembered of the table. now: its inputs. -#}
{% macro build_part(plan, known, now) -%}
    {%- set unit = plan.unit -%}
    {%- set names = adapter.get_columns_in_relation(this) | map(attribute='quoted') | join(', ') -%}
    {%- set touched, fresh = 'touched_' ~ model.name, 'fresh_' ~ model.name -%}
    {%- set changes = 'changes.' ~ adapter.quote(model.name) -%}
    {%- do run_query('create or replace temp table ' ~ touched ~ ' as select distinct unit from (' ~ plan.touched | join(' union all ') ~ ')') -%}
    {%- if is_most(touched, unit) -%} {{ return(none) }} {%- endif -%}
    {%- do run_query('create or replace temp table ' ~ fresh ~ ' as from ' ~ this ~ ' limit 0') -%}
    {%- do run_query('insert into ' ~ fresh ~ ' by name select * from (' ~ of_touched(touched, unit) ~ '\n)') -%}
    {%- call statement('main') -%}
        {{ create_changes(names, fresh, this ~ ' ' ~ semi_join(touched, unit)) }};
        delete from {{ this }} where {{ unit }} in (select {{ unit }} from {{ changes }})
        or ({{ unit }} is null and exists (select 1 from {{ changes }} where {{ unit }} is null));
        insert into {{ this }} by name
        select * from {{ fresh }} where {{ unit }} in (select {{ unit }} from {{ changes }})
        or ({{ unit }} is null and exists (select 1 from {{ changes }} where {{ unit }} is null))
    {%- endcall -%}
    {%- set moved = run_query('select count(*) from ' ~ changes).rows[0][0] -%}
    {%- do remember_build(model.unique_id, now, moved_fingerprint(known.content, changes, names), known.content) -%}
    {%- do run_query('drop table ' ~ fresh) -%}
    {%- do run_query('drop table ' ~ touched) -%}
    {{ return(moved) }}
{%- endmacro %}

{% macro semi_join(touched, unit) -%} semi join {{ touched }} on {{ unit }} is not distinct from {{ touched }}.unit {%- endmacro %}

{#- Whether more than half of a large table is touched. -#}
{% macro is_most(touched, unit) -%}
    {%- set rows = run_query('select count(*) from ' ~ this).rows[0][0] -%}
    {%- if rows < 100000 -%} {{ return(false) }} {%- endif -%}
    {{ return(2 * run_query('select count(*) from ' ~ this ~ semi_join(touched, unit)).rows[0][0] > rows) }}
{%- endmacro %}
