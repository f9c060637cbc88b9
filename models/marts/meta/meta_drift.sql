-- Grain: one row per hour of the wall clock, channel or (all), and subject: kpi_date, hour_of_day, channel, subject.
-- Does:  holds the hour against the same hour of the same weekday in earlier weeks, by median and median deviation.
with amounts as (

    select * from {{ ref('meta_drift_amounts') }}

),

observed as (

    select
        *,
        case when subject = 'volume' then cast(numerator as double) else {{ kpi_value('numerator', 'denominator') }} end as observed
    from amounts

),

looked_back as (

    select
        *,
        list(observed) over (
            partition by channel, subject, hour_of_day, {{ period_weekday("'day'", 'kpi_date') }}
            order by {{ period_number("'day'", 'kpi_date') }}
            range between {{ var('drift_periods') }} preceding and 1 preceding
        ) as earlier_values
    from observed

),

centred as (

    select
        *,
        coalesce(len(earlier_values), 0) as n_history,
        {{ median_of('earlier_values') }} as expected
    from looked_back

),

scattered as (

    select
        * exclude (earlier_values),
        case when n_history > 0 then greatest(
            -- 1.4826 makes the median deviation of a bell curve its standard deviation
            1.4826 * {{ spread_of('earlier_values', 'expected') }},
            {{ var('drift_least_spread') }} * expected,
            -- even where nothing changes, a count scatters by its root, a mean and a share of few contacts by chance
            case subject
                when 'volume' then greatest({{ square_root('expected') }}, 1)
                when 'handling_time' then greatest({{ square_root(kpi_value('expected * expected', 'denominator')) }}, 1)
                else {{ square_root(kpi_value(
                    'greatest(expected * (1 - expected), ' ~ kpi_value('1', 'denominator') ~ ')', 'denominator'
                )) }}
            end
        ) end as spread
    from centred

),

scored as (

    select
        *,
        -- rounded, so that the last bit of a division does not decide what lies exactly at a width
        case when n_history >= {{ var('drift_least_periods') }} then round({{ kpi_value('observed - expected', 'spread') }}, 9) end as score
    from scattered

)

select
    kpi_date,
    hour_of_day,
    channel,
    subject,
    numerator,
    denominator,
    observed,
    expected,
    spread,
    score,
    n_history,
    case
        when score is null then 'too little history'
        when abs(score) >= {{ var('drift_alert_width') }} then 'alert'
        when abs(score) >= {{ var('drift_warn_width') }} then 'warn'
        when abs(score) >= {{ var('drift_notice_width') }} then 'notice'
        else 'none'
    end as severity
from scored
