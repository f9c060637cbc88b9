{#- shown_team(team): the id under which a team may be told: its own, or (small teams). -#}
{% macro shown_team(team) -%}
    case
        when {{ team }} in (select small_teams.team_id from {{ ref('dim_small_team') }} as small_teams) then '(small teams)'
        else {{ team }}
    end
{%- endmacro %}
