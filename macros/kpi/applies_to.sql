{#- Targets and baselines name the scope they hold for; what they leave empty may be anything.
    applies_to(reference, row): whether the row lies in the scope.
    how_specific(reference): greater where the scope is closer: a queue before a team before a channel before any. -#}
{% macro applies_to(reference, row) -%}
    ({{ reference }}.channel is null or {{ reference }}.channel = {{ row }}.channel)
    and ({{ reference }}.queue_id is null or {{ reference }}.queue_id = {{ row }}.queue_id)
    and ({{ reference }}.team_id is null or {{ reference }}.team_id = {{ row }}.team_id)
{%- endmacro %}

{% macro how_specific(reference) -%}
    4 * cast({{ reference }}.queue_id is not null as integer)
    + 2 * cast({{ reference }}.team_id is not null as integer)
    + cast({{ reference }}.channel is not null as integer)
{%- endmacro %}
