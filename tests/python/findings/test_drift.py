"""Drift is what a plain reading of its description gives, hour by hour, over a simulated centre."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from math import sqrt
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from findings.books import Books
from wallboard.landing import ingest
from wallboard.settings import Settings
from wallboard.synth import generate

ZONE = ZoneInfo("America/New_York")
PERIODS, LEAST, OBSERVATIONS, SPREAD = 5, 3, 3, 0.05
WIDTHS = {"alert": 4, "warn": 3, "notice": 2}
VARS: dict[str, Any] = {
    "drift_periods": PERIODS,
    "drift_least_periods": LEAST,
    "drift_least_observations": OBSERVATIONS,
    "drift_least_spread": SPREAD,
    **{f"drift_{name}_width": width for name, width in WIDTHS.items()},
}
Hour = tuple[date, int]
Key = tuple[date, int, str, str]


@pytest.fixture(scope="module")
def marts(
    tmp_path_factory: pytest.TempPathFactory, books: Callable[..., Books]
) -> duckdb.DuckDBPyConnection:
    """Ten weeks of a centre seen from New York, where clocks change in the ninth."""
    folder = tmp_path_factory.mktemp("drift")
    generate(folder / "raw", contacts=3_000, days=70, seed=11)
    settings = Settings(home=folder / "home")
    ingest([folder / "raw"], "native", settings=settings)
    return books("America/New_York", **VARS).of(settings.home, "meta_drift")


def hour_of(instant: datetime) -> Hour:
    """The business date and the hour on the wall."""
    local = instant.replace(tzinfo=UTC).astimezone(ZONE)
    return local.date(), local.hour


def whole_hours(first: datetime, last: datetime, as_of: datetime) -> set[Hour]:
    """Hours of sixty minutes from the first contact's quarter to the last contact's hour."""
    minutes: dict[Hour, int] = defaultdict(int)
    begun = set()
    over: dict[Hour, bool] = defaultdict(lambda: True)
    at = first.replace(minute=first.minute // 15 * 15, second=0, microsecond=0)
    while at <= last + timedelta(hours=1):
        hour = hour_of(at)
        minutes[hour] += 15
        over[hour] &= at + timedelta(minutes=15) <= as_of
        if at <= last:
            begun.add(hour)
        at += timedelta(minutes=15)
    return {hour for hour in begun if minutes[hour] == 60 and over[hour]}


def amounts(marts: duckdb.DuckDBPyConnection) -> Iterator[tuple[Key, float, float | None]]:
    """Key, numerator and denominator of every hour."""
    contacts = marts.execute(
        "select coalesce(channel, '(unknown)'), started_at, is_closed, is_automated "
        "from fct_contact"
    ).fetchall()
    handled = marts.execute(
        "select coalesce(channel, '(unknown)'), connected_at, handle_ms from fct_agent_segment "
        "where is_handled"
    ).fetchall()
    [(as_of,)] = marts.execute("select as_of from intermediate.int_data_span").fetchall()
    counts: dict[tuple[Hour, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    first_hour: dict[str, Hour] = {}
    for channel, started, closed, automated in contacts:
        for name in (channel, "(all)"):
            hour = hour_of(started)
            cell = counts[hour, name]
            cell[0] += 1
            cell[1] += closed
            cell[2] += automated
            first_hour[name] = min(hour, first_hour.get(name, hour))
    for channel, connected, handle_ms in handled:
        for name in (channel, "(all)"):
            cell = counts[hour_of(connected), name]
            cell[3] += 1
            cell[4] += handle_ms
    times = [started for _, started, _, _ in contacts]
    for hour in whole_hours(min(times), max(times), as_of):
        everybody = counts[hour, "(all)"][0]
        for channel, first in first_hour.items():
            if hour < first:
                continue
            count, closed, automated, segments, handle_ms = counts[hour, channel]
            yield (*hour, channel, "volume"), count, None
            if segments >= OBSERVATIONS:
                yield (*hour, channel, "handling_time"), handle_ms / 1000, segments
            if closed >= OBSERVATIONS:
                yield (*hour, channel, "automated_share"), automated, closed
            if everybody >= OBSERVATIONS and channel != "(all)":
                yield (*hour, channel, "channel_share"), count, everybody


def expectation(subject: str, earlier: list[float], n: float | None) -> tuple[float, float]:
    """The median, and the spread that is usual around it."""
    middle = median(earlier)
    scatter = 1.4826 * median(abs(value - middle) for value in earlier)
    if n is None:
        chance = max(sqrt(middle), 1)
    elif subject == "handling_time":
        chance = max(middle / sqrt(n), 1)
    else:
        chance = sqrt(max(middle * (1 - middle), 1 / n) / n)
    return middle, max(scatter, SPREAD * middle, chance)


def test_drift_is_what_its_description_says(marts: duckdb.DuckDBPyConnection) -> None:
    given = {key: (numerator, n) for key, numerator, n in amounts(marts)}
    values = {key: top if n is None else top / n for key, (top, n) in given.items()}
    rows = marts.execute(
        "select kpi_date, hour_of_day, channel, subject, numerator, denominator, observed, "
        "expected, spread, score, n_history, severity from meta_drift"
    ).fetchall()
    assert {row[:4] for row in rows} == set(given)
    seen = set()
    for row in rows:
        key, found = row[:4], row[4:]
        day, *rest = key
        weeks = [(day - timedelta(weeks=number), *rest) for number in range(1, PERIODS + 1)]
        earlier = [values[week] for week in weeks if week in values]
        severity, expected, spread, score = "too little history", None, None, None
        if earlier:
            expected, spread = expectation(key[3], earlier, given[key][1])
        if expected is not None and spread and len(earlier) >= LEAST:
            score = round((values[key] - expected) / spread, 9)
            names = (name for name, width in WIDTHS.items() if abs(score) >= width)
            severity = next(names, "none")
        numbers = (*given[key], values[key], expected, spread, score)
        for value, number in zip(found[:6], numbers, strict=True):
            assert (value is None) == (number is None), (key, found, numbers)
            assert number is None or float(value) == pytest.approx(number, rel=1e-9, abs=1e-9), key
        assert found[6:] == (len(earlier), severity), key
        seen.add((key[3], severity))
    assert {severity for _, severity in seen} == {*WIDTHS, "none", "too little history"}
    judged = {subject for subject, severity in seen if severity != "too little history"}
    assert judged == {"volume", "handling_time", "automated_share", "channel_share"}
    # clocks go forward: that hour is not, and so not silent
    assert (date(2025, 3, 9), 2) not in {row[:2] for row in rows}
    assert any(row[6] == 0 for row in rows if row[3] == "volume")
