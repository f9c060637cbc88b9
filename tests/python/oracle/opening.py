"""Opening hours the plain way: walk the days on the wall and add up what lies between two instants.

Between two changes of its clocks a zone keeps one distance from UTC. In such a stretch the clock on
the wall runs evenly, so that opening times are plain intervals of it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

REFERENCE = Path(__file__).resolve().parents[3] / "seeds" / "reference"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86_400_000
ALWAYS = "24x7"


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening times of one day of the week, in milliseconds after midnight on the wall."""

    day_of_week: int
    opens: int
    closes: int
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """One calendar with its hours, and the kinds of the days that are unlike others."""

    zone: ZoneInfo
    hours: tuple[Hours, ...]
    holidays: dict[date, str]


@cache
def seeded(name: str) -> tuple[dict[str, str], ...]:
    """Rows of one reference seed."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def holidays(holiday_set: str | None) -> dict[date, str]:
    """Kind of each special day of a set."""
    return {
        date.fromisoformat(row["holiday_date"]): row["day_kind"]
        for row in seeded("holidays")
        if row["holiday_set"] == holiday_set
    }


@cache
def calendars() -> dict[str, Calendar]:
    """The calendars of the seeds."""
    return {
        row["calendar_id"]: Calendar(
            zone=ZoneInfo(row["timezone"]),
            hours=tuple(
                read_hours(line)
                for line in seeded("calendar_hours")
                if line["calendar_id"] == row["calendar_id"]
            ),
            holidays=holidays(row["holiday_set"]),
        )
        for row in seeded("calendars")
    }


def read_hours(row: dict[str, str]) -> Hours:
    """One row of opening times."""
    return Hours(
        day_of_week=int(row["day_of_week"]),
        opens=clock(row["opens_at"]),
        closes=clock(row["closes_at"]),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    )


def clock(text: str) -> int:
    """Milliseconds after midnight of HH:MM."""
    hours, minutes = text.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000


def named(calendar_id: str | None, default: str) -> Calendar:
    """A calendar by name; no name means the default, an unknown one is always open."""
    known = calendars()
    return known.get(default if calendar_id is None else calendar_id, known[ALWAYS])


def open_between(calendar: Calendar, start: int, end: int) -> int:
    """Open milliseconds from start to end; none if the end comes first."""
    total = 0
    for begun, over, offset in stretches(calendar.zone, start, end):
        first, last = (begun + offset) // DAY, (over + offset) // DAY
        for number in range(first, last + 1):
            for opens, closes in opening_times(calendar, date.fromordinal(719_163 + number)):
                earliest = max(begun + offset, number * DAY + opens)
                latest = min(over + offset, number * DAY + closes)
                total += max(0, latest - earliest)
    return total


def opening_times(calendar: Calendar, day: date) -> list[tuple[int, int]]:
    """When a day is open, on the wall, apart and in order."""
    kind = calendar.holidays.get(day)
    if kind == "holiday":
        return []
    day_of_week = 1 if kind == "workday" else day.isoweekday()
    merged: list[tuple[int, int]] = []
    for opens, closes in sorted(
        (hours.opens, hours.closes)
        for hours in calendar.hours
        if hours.day_of_week == day_of_week
        and hours.valid_from <= day
        and (hours.valid_to is None or day < hours.valid_to)
    ):
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], closes))
        else:
            merged.append((opens, closes))
    return merged


def stretches(zone: ZoneInfo, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Parts of a span in each of which the zone is equally far from UTC: start, end, distance."""
    while start < end:
        stop, here = min(end, start + DAY), offset_at(zone, start)
        if offset_at(zone, stop) != here:
            same = start  # the last instant known to be like the start; `stop` is not
            while stop - same > 1:
                middle = (same + stop) // 2
                same, stop = (middle, stop) if offset_at(zone, middle) == here else (same, middle)
        yield start, stop, here
        start = stop


def offset_at(zone: ZoneInfo, at: int) -> int:
    """Milliseconds by which the clock on the wall is ahead of UTC."""
    ahead = (EPOCH + timedelta(milliseconds=at)).astimezone(zone).utcoffset()
    assert ahead is not None
    return ahead // timedelta(milliseconds=1)
