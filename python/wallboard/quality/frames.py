"""The frames that the marts' suites are asked of: small tables made in the build file by DuckDB.

Each has a column ``subject``: what a row is about. A frame without rows is not judged.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import duckdb

from wallboard.errors import WallboardError
from wallboard.quality.profiles import LEAST_ROWS
from wallboard.quality.runner import SUBJECT
from wallboard.quality.suites import Suite
from wallboard.render.expectations import bounds_column

if TYPE_CHECKING:
    import pandas as pd

# A weekday is known after so many of its days. If so much is usual on it, nothing is no chance.
LEAST_WEEKS = 4
LEAST_USUAL = 10
# How many days back the volume is judged, and how many of the same weekday it is held against.
JUDGED_DAYS = 7
WEEKS_BACK = 8

# Smallest and largest value of every KPI that has bounds, a row a version.
EXTREMES = """
select
    daily.kpi_id,
    daily.definition_version,
    min(daily.kpi_value) as least,
    max(daily.kpi_value) as most
from marts.kpi_daily as daily
inner join marts.dim_kpi as kpis
    on daily.kpi_id = kpis.kpi_id and daily.definition_version = kpis.definition_version
where daily.kpi_value is not null and (kpis.floor is not null or kpis.ceiling is not null)
group by daily.kpi_id, daily.definition_version
"""

# Values without what they were divided from. A percentile is read from a histogram and an index
# from other KPIs: neither has parts.
PARTS = f"""
select
    kpis.kpi_id as {SUBJECT},
    count(*) filter (where daily.numerator is null) as values_without_numerator,
    count(*) filter (where daily.denominator is null and kpis.denominator is not null)
        as values_without_denominator
from marts.kpi_daily as daily
inner join marts.dim_kpi as kpis
    on daily.kpi_id = kpis.kpi_id and daily.definition_version = kpis.definition_version
where daily.kpi_value is not null and kpis.kind not in ('percentile', 'index')
group by kpis.kpi_id
order by kpis.kpi_id
"""

# What came day by day, zeros included, in each stream from its first day on; only days that are
# over, and no holidays.
ARRIVALS = """
with arrived as (
    select
        measure_id || ', ' || channel as stream,
        measure_date as day,
        cast(sum(measure_value) as bigint) as arrivals
    from marts.fct_measure_daily
    where measure_id in ('contacts', 'tickets_created')
    group by measure_id, channel, measure_date
),
spans as (
    select stream, min(day) as first_day, max(day) as last_day from arrived group by stream
)
select
    spans.stream,
    spans.last_day,
    days.date_day as day,
    days.day_of_week,
    coalesce(arrived.arrivals, 0) as arrivals
from spans
inner join marts.dim_date as days on days.date_day >= spans.first_day and days.is_over
left join arrived on spans.stream = arrived.stream and days.date_day = arrived.day
where days.date_day not in (select holiday_date from marts.dim_holiday)
"""

# The days on which something was to come, up to the last on which something came: whether a stream
# has run dry since is a matter of volume and freshness.
DAYS = f"""
with arrivals as (
    select * from ({ARRIVALS}) where day <= last_day
),
weekdays as (
    select stream, day_of_week
    from arrivals
    group by stream, day_of_week
    having count(*) >= {LEAST_WEEKS} and median(arrivals) >= {LEAST_USUAL}
)
select arrivals.stream || ' ' || arrivals.day as {SUBJECT}, arrivals.arrivals
from arrivals
inner join weekdays using (stream, day_of_week)
order by arrivals.stream, arrivals.day
"""

# A day against the same weekday before: how many spreads it lies from their median. Spread is the
# median deviation as a standard deviation, at least a tenth of the median and at least what chance
# alone makes of a count.
VOLUME = f"""
with arrivals as ({ARRIVALS}),
last_day as (
    select max(day) as day from arrivals
),
before as (
    select
        today.stream,
        today.day,
        today.arrivals,
        earlier.arrivals as earlier,
        median(earlier.arrivals) over (partition by today.stream, today.day) as usual
    from arrivals as today
    inner join last_day on today.day > last_day.day - {JUDGED_DAYS}
    inner join arrivals as earlier
        on
            today.stream = earlier.stream
            and today.day_of_week = earlier.day_of_week
            and earlier.day < today.day
            and earlier.day >= today.day - 7 * {WEEKS_BACK}
),
spread as (
    select
        stream,
        day,
        any_value(arrivals) as arrivals,
        any_value(usual) as usual,
        greatest(1.4826 * median(abs(earlier - usual)), any_value(usual) / 10,
            sqrt(any_value(usual)), 1) as spread
    from before
    group by stream, day
    having count(*) >= {LEAST_WEEKS}
)
select
    stream || ' ' || day || ': ' || arrivals || ' came, usually ' || usual as {SUBJECT},
    abs(arrivals - usual) / spread as spreads_away
from spread
order by stream, day
"""

# Files delivered. Of few rows a share says little, so it is not judged; rows of erased persons are
# set aside on purpose.
FILES = f"""
select
    files.source || ' ' || coalesce(files.table_name, '(no table)') || ': ' || files.source_file
        || ' [' || files.batch_id || ']' as {SUBJECT},
    case when files.rows_read >= {LEAST_ROWS}
        then (files.rows_quarantined - coalesce(aside.erased, 0)) / files.rows_read
    end as quarantined_share,
    cast(coalesce(aside.is_rejected, false) as integer) as is_rejected
from marts.meta_load_audit as files
left join (
    select
        batch_id,
        count(*) filter (where reason_code = 'ERASED_SUBJECT') as erased,
        bool_or(line_no = 0) as is_rejected
    from marts.quarantine
    group by batch_id
) as aside on files.batch_id = aside.batch_id
order by {SUBJECT}
"""

# Tables and how far their newest event lies behind (the mart says what is late and what is stale),
# and how far ahead of its own delivery.
FRESHNESS = f"""
select
    source || ' ' || table_name || ': ' || status || ', ' || lag_hours || ' hours behind'
        as {SUBJECT},
    cast(status in ('late', 'stale') as integer) as is_late,
    cast(status = 'stale' as integer) as is_stale,
    greatest(date_diff('hour', last_loaded_at, last_event_at), 0) as hours_ahead
from marts.meta_freshness
where status in ('fresh', 'late', 'stale') and lag_hours is not null
order by {SUBJECT}
"""

QUERIES = {
    "marts/kpi_daily_parts": PARTS,
    "marts/fct_measure_daily_days": DAYS,
    "marts/fct_measure_daily_volume": VOLUME,
    "marts/meta_load_audit": FILES,
    "marts/meta_freshness": FRESHNESS,
}
BOUNDS = "marts/kpi_daily"
MARTS = (BOUNDS, *QUERIES)


def marts_frame(connection: duckdb.DuckDBPyConnection, suite: Suite) -> pd.DataFrame:
    """The frame of one of the marts' suites, read from the build file."""
    if suite.name == BOUNDS:
        return extremes_frame(connection.execute(EXTREMES).fetchall(), suite)
    return connection.execute(QUERIES[suite.name]).df()


def extremes_frame(extremes: Iterable[tuple[str, int, float, float]], suite: Suite) -> pd.DataFrame:
    """Extremes turned round: two rows, least and most, and a column for each KPI with a value.

    A value of which the suite knows nothing means that the suite is older than the catalogue.
    """
    import pandas as pd

    found = {bounds_column(kpi, version): (low, high) for kpi, version, low, high in extremes}
    if unknown := sorted(set(found) - set(suite.columns)):
        raise WallboardError(
            f"the suite {suite.name} does not know {', '.join(unknown)}; the catalogue has changed "
            "since it was rendered: run `wallboard render`, and commit what it writes"
        )
    rows = ["least", "most"] if found else []
    return pd.DataFrame({SUBJECT: rows, **found})
