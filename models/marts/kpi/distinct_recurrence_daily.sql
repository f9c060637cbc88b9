-- Grain: one row per day, slice of any cut, measure and number of days since the members counted were seen before in that slice.
-- Does:  lets distinct members be counted over any period without a row for any of them: a period's members are those of its days
--        who were not seen before within it. Slices do not add up, so every cut has its own rows, with (all) where it does not cut.
{% set dimensions = ['site_id', 'channel', 'queue_id', 'team_id'] %}
{% set cuts = [[]] %}
{%- for dimension in dimensions %}
{%- for cut in cuts[:] %}
{%- do cuts.append(cut + [dimension]) %}
{%- endfor %}
{%- endfor %}
with members as (

    select
        * exclude (member_key),
        -- members are only compared, and numbers compare faster than names
        md5_number(member_key) as member_no
    from {{ ref('distinct_member_daily') }}

),

{% for cut in cuts %}
{% set keys = (['measure_id', 'member_no'] + cut) | join(', ') %}
seen_{{ loop.index }} as (

    select distinct
        kpi_date,
        {{ keys }}
    from members
    where
        true
        {% for dimension in cut %}
        and {{ dimension }} <> '(all)'
        {% endfor %}

),

followed_{{ loop.index }} as (

    select
        kpi_date,
        {% for dimension in dimensions %}
        {{ dimension if dimension in cut else "'(all)'" }} as {{ dimension }},
        {% endfor %}
        measure_id,
        lag(kpi_date) over (partition by {{ keys }} order by kpi_date) as previous_date
    from seen_{{ loop.index }}

),

{% endfor %}
followed as (

    {% for cut in cuts %}
    select * from followed_{{ loop.index }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    kpi_date,
    site_id,
    channel,
    queue_id,
    team_id,
    measure_id,
    coalesce({{ days_between('previous_date', 'kpi_date') }}, 0) as days_since,
    count(*) as members
from followed
group by all
