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

seen as (

    {% for cut in cuts %}
    select
        kpi_date,
        {% for dimension in dimensions %}
        {{ dimension if dimension in cut else "'(all)'" }} as {{ dimension }},
        {% endfor %}
        measure_id,
        lag(kpi_date) over (partition by {{ (['measure_id', 'member_no'] + cut) | join(', ') }} order by kpi_date) as previous_date
    from (select distinct {{ (['kpi_date', 'measure_id', 'member_no'] + cut) | join(', ') }} from members
    where true {% for dimension in cut %} and {{ dimension }} <> '(all)'{% endfor %})
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
from seen
group by all
