{#- Matching of folded text against the lexicon.
    set_sensitive_pattern(): pre-hook that joins all terms into one alternation; a constant pattern is read once, where a
    pattern from a subquery would be compiled for every row.
    may_be_sensitive(text): whether any term can be in it (true where the hook did not run).
    count_term(text, term): how often the term stands in the text, without overlap; terms of ASCII alone count at word
    boundaries only (beside a letter, digit or underscore), others anywhere, since Chinese has none. -#}
{% macro set_sensitive_pattern() -%}
    set variable sensitive_pattern = (
        select coalesce(string_agg(distinct regexp_escape(term), '|' order by regexp_escape(term)), '[^\s\S]') from {{ ref('sensitive_words') }}
    )
{%- endmacro %}

{% macro may_be_sensitive(text) -%}
    coalesce(regexp_matches({{ text }}, getvariable('sensitive_pattern')), {{ text }} is not null)
{%- endmacro %}

{% macro count_term(text, term) -%}
    case
        when regexp_full_match({{ term }}, '[\x00-\x7f]+')
            then len(regexp_extract_all({{ text }},
                case when regexp_matches({{ term }}, '^\w') then '\b' else '' end
                || regexp_escape({{ term }})
                || case when regexp_matches({{ term }}, '\w$') then '\b' else '' end))
        else cast((length({{ text }}) - length(replace({{ text }}, {{ term }}, ''))) // length({{ term }}) as bigint)
    end
{%- endmacro %}
