{#- letters_only(text): the text without white space, punctuation and symbols, for comparing short phrases. -#}
{% macro letters_only(text) -%}
    regexp_replace({{ text }}, '[\s\p{Z}\p{P}\p{S}]+', '', 'g')
{%- endmacro %}
