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
                modules.re.escape(name) ~ '(?!\w)(?!\s+as\s*\()(?:\s*/\* of unit ([^:]+): (.*?)(?: of [\w, ]+)? \*/)?', compiled_code, modules.re.DOTALL) -%}
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
