{#- of_unit(unit, by, made_of): stands behind a ref and says that a row of the model needs no other rows of that relation than those of its
    own unit: a contact, a ticket, a day. `by` is the unit in that relation's own words, where it has other ones; a list, where a row
    belongs to several units, with the few columns these are made of. Behind a CTE it says the same of what is left to be done with its rows.
    A comment while everything is built; where only some units are, the relation is read for these alone (build_part). -#}
{% macro of_unit(unit, by=none, made_of=none) -%}
    /* of unit {{ unit }}: {{ (by or unit) if by is string or not by else by | join(' ;; ') }}{{ ' of ' ~ made_of if made_of }} */
{%- endmacro %}
