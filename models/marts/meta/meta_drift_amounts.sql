-- Grain: one row per hour of the wall clock, channel or (all), and subject.
-- Long because it counts the hours, fills the silent ones and tells each subject from the same sums.
-- Does:  counts each hour. From a channel's first contact on, an hour without contacts is a volume of 0. A mean or a share is there only
--        where it rests on enough contacts.
with contacts as (

    select * from {{ ref('fct_contact') }}

),

segments as (

    select * from {{ ref('fct_agent_segment') }}
    where is_handled

),

hours as (

    select * from {{ ref('meta_drift_hours') }}

),

counted as (

    select
        contacts.contact_date as kpi_date,
        {{ local_hour('contacts.started_at', 'sites.timezone') }} as hour_of_day,
        coalesce(contacts.channel, '(unknown)') as channel,
        count(*) as contacts,
        {{ count_if('contacts.is_closed') }} as closed,
        {{ count_if('contacts.is_automated') }} as automated,
        cast(0 as bigint) as handled,
        cast(0 as bigint) as handle_ms
    from contacts
    left join {{ ref('sites') }} as sites on contacts.site_id = sites.site_id
    group by all

    union all

    select
        segments.connected_date,
        {{ local_hour('segments.connected_at', 'sites.timezone') }},
        coalesce(segments.channel, '(unknown)'),
        0,
        0,
        0,
        count(*),
        {{ sum_if('segments.handle_ms') }}
    from segments
    left join {{ ref('sites') }} as sites on segments.site_id = sites.site_id
    group by all

),

sliced as (

    select
        kpi_date,
        hour_of_day,
        case when grouping(channel) = 1 then '(all)' else channel end as channel,
        {{ sum_if('contacts') }} as contacts,
        {{ sum_if('closed') }} as closed,
        {{ sum_if('automated') }} as automated,
        {{ sum_if('handled') }} as handled,
        {{ sum_if('handle_ms') }} as handle_ms
    from counted
    group by grouping sets ((kpi_date, hour_of_day, channel), (kpi_date, hour_of_day))

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
