"""Writes ``seeds/reference/holidays.csv``: days off, and days worked instead, of four countries.

Sets of other names are a centre's own and stay as they are.

Run once a year by ``make holidays``; both libraries are there when developing only. China's days
are those of the published schedules (chinesecalendar). A year without one has the days that the
law lets foresee (holidays), marked ``estimated``: which weekends will be worked nobody knows yet.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import holidays
from chinese_calendar import constants as china

from wallboard.settings import PROJECT_DIR

YEARS = range(2015, 2028)
FILE = PROJECT_DIR / "seeds" / "reference" / "holidays.csv"
SCHEDULED = "CN"
# The other sets, and the part of the country whose days they are.
COUNTRIES = {"GB": "ENG", "IL": None, "US": None}


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    """One row of the seed: a day on which a calendar does not keep its weekly hours."""

    holiday_set: str
    holiday_date: date
    day_kind: str
    name: str
    standing: str
    source: str


def all_holidays() -> list[Holiday]:
    """Every row of the seed, in order."""
    rows = [*chinese_days(), *(row for country in COUNTRIES for row in days_of(country))]
    return sorted(rows)


def chinese_days() -> Iterator[Holiday]:
    """Days off and days worked instead where the schedule is published, else what the law says."""
    published = {day.year for day in china.holidays}
    source = f"chinesecalendar {version('chinesecalendar')}"
    for days, kind in ((china.holidays, "holiday"), (china.workdays, "workday")):
        for day, name in days.items():
            if day.year in YEARS:
                yield Holiday(SCHEDULED, day, kind, name, "official", source)
    yield from days_of(SCHEDULED, (year for year in YEARS if year not in published), "estimated")


def days_of(
    country: str, years: Iterable[int] = YEARS, standing: str = "official"
) -> Iterator[Holiday]:
    """A country's public holidays as the library ``holidays`` has them."""
    source = f"holidays {version('holidays')}"
    days = holidays.country_holidays(
        country, subdiv=COUNTRIES.get(country), years=list(years), language="en_US"
    )
    for day, name in days.items():
        yield Holiday(country, day, "holiday", name, standing, source)


def write(path: Path) -> None:
    """Write the seed anew, but for the sets that are somebody's own."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *written = csv.reader(file)
    own = [row for row in written if row[0] not in {SCHEDULED, *COUNTRIES}]
    ours = [[str(value) for value in astuple(row)] for row in all_holidays()]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *sorted(own + ours)])


if __name__ == "__main__":
    write(FILE)
