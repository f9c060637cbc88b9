{#- A model's SQL, reading less. -#}

{#- of_touched(touched, unit): the model's SQL, reading of what it reads of_unit the touched units only. -#}
{% macro of_touched(touched, unit) -%}
    {%- set some = namespace(sql=compiled_code) -%}
    {%- for mark, by in modules.re.findall('(/\* of unit ' ~ unit ~ ': (.*?) \*/)', compiled_code, modules.re.DOTALL) | unique -%}
        {%- set same = [] -%}
        {%- for expression in by.split(' ;; ') -%}
            {%- do same.append('(' ~ expression ~ ') is not distinct from ' ~ touched ~ '.unit') -%}
        {%- endfor -%}
        {%- set some.sql = some.sql | replace(mark, 'semi join ' ~ touched ~ ' on ' ~ same | join(' or ')) -%}
    {%- endfor -%}
    {{ return(some.sql) }}
{%- endmacro %}

{#- of_new_files(files): the SQL of a table of delivered rows, reading the new files, and beside them the rows of the same keys that it has. -#}
{% macro of_new_files(files) -%}
    {%- set alone = modules.re.sub('/\* other sources \*/.*?/\* end of other sources \*/', '', compiled_code, flags=modules.re.DOTALL) -%}
    {%- set some = alone | replace("'" ~ files.location ~ "'", "['" ~ files.new | join("', '") ~ "']") -%}
    {{ return(modules.re.sub(
        '/\* and rows kept of (\w+): (.*?) \*/',
        'union all by name select * exclude (_standing) from ' ~ this ~ ' where \\1 in (select \\2 from judged)',
        some, flags=modules.re.DOTALL)) }}
{%- endmacro %}
