{#- of_unit(unit, by, made_of): stands behind a ref and says that a row of the model needs no other rows of that relation than those of its
    own unit: a contact, a ticket, a day. `by` is the unit in that relation's own words, where it has other ones; a list, where a row
    belongs to several units, with the few columns these are made of. A unit of several columns is a list itself, here and in `by`.
    Behind a CTE it says the same of what is left to be done with its rows.
    A comment while everything is built; where only some units are, the relation is read for these alone (build_part). -#}
{% macro of_unit(unit, by=none, made_of=none) -%}
    {%- set units = [] -%}
    {%- for one in ([unit] if by is none else [by] if by is string else by) -%} {%- do units.append(unit_in_sql(one)) -%} {%- endfor -%}
    /* of unit {{ unit_in_sql(unit) }}: {{ units | join(' ;; ') }}{{ ' of ' ~ made_of if made_of }} */
{%- endmacro %}

{#- unit_in_sql(unit): a column, or any expression; a list of them is told apart by one number. Two units that share it are built together, no more. -#}
{% macro unit_in_sql(unit) -%} {{ return(unit if unit is string else 'hash(' ~ unit | join(', ') ~ ')') }} {%- endmacro %}
