-- Grain: one row per hour of the wall clock, channel or (all), and subject.
-- Does:  fills the silent hours: from a channel's first contact on, an hour without contacts is a volume of 0. A mean or a share is
--        there only where it rests on enough contacts.
with sliced as (

    select * from {{ ref('meta_drift_counts') }}

),

hours as (

    select * from {{ ref('meta_drift_hours') }}

),

begun as (

    select
        channel,
        min(kpi_date + hour_of_day * interval '1' hour) as first_hour
    from sliced
    where contacts > 0
    group by channel

),

filled as (

    select
        hours.kpi_date,
        hours.hour_of_day,
        begun.channel,
        {%- for amount in ['contacts', 'closed', 'automated', 'handled', 'handle_ms'] %}
        coalesce(sliced.{{ amount }}, 0) as {{ amount }},
        {%- endfor %}
        coalesce(whole.contacts, 0) as contacts_of_all
    from hours
    inner join begun on hours.kpi_date + hours.hour_of_day * interval '1' hour >= begun.first_hour
    left join sliced
        on hours.kpi_date = sliced.kpi_date and hours.hour_of_day = sliced.hour_of_day and begun.channel = sliced.channel
    left join sliced as whole
        on hours.kpi_date = whole.kpi_date and hours.hour_of_day = whole.hour_of_day and whole.channel = '(all)'

),

told as (

    {%- for subject, numerator, unit, denominator in [
        ('volume', 'contacts', 'count', none),
        ('handling_time', 'handle_ms', 'ms', 'handled'),
        ('automated_share', 'automated', 'count', 'closed'),
        ('channel_share', 'contacts', 'count', 'contacts_of_all'),
    ] %}
    select
        kpi_date,
        hour_of_day,
        channel,
        '{{ subject }}' as subject,
        {{ in_unit(numerator, "'" ~ unit ~ "'") }} as numerator,
        {% if denominator -%}
        cast({{ denominator }} as decimal(18, 4))
        {%- else -%}
        cast(null as decimal(18, 4))
        {%- endif %} as denominator
    from filled
    {%- if denominator %}
    where {{ denominator }} >= {{ var('drift_least_observations') }}{{ " and channel <> '(all)'" if subject == 'channel_share' }}
    {%- endif %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from told
