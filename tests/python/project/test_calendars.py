"""Calendars and holidays of the seeds: as published, worth regenerating, fit for quarter hours."""

from __future__ import annotations

import csv
import re
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest
from chinese_calendar import constants as china

from oracle.opening import stretches
from wallboard.holidays_seed import FILE, YEARS, write
from wallboard.settings import PROJECT_DIR

QUARTER = 900_000
SEEDS = PROJECT_DIR / "seeds" / "reference"


def seed(name: str) -> list[dict[str, str]]:
    """Rows of a reference seed."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


HOLIDAYS = seed("holidays")
CHINA = {
    date.fromisoformat(row["holiday_date"]): row for row in HOLIDAYS if row["holiday_set"] == "CN"
}


def test_the_seed_is_what_the_libraries_say(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    own = "zz_own,2024-01-02,holiday,Stock-taking,official,us\n"
    copy = tmp_path / "holidays.csv"
    copy.write_text(text.replace("US,2024-01-01,", "US,1999-01-01,") + own, encoding="utf-8")
    write(copy)
    assert copy.read_text(encoding="utf-8") == text + own, "make holidays"


@pytest.mark.parametrize("year", sorted({day.year for day in china.holidays} & set(YEARS)))
def test_two_libraries_agree_on_china(year: int) -> None:
    other = holidays.country_holidays("CN", years=year, language="en_US")
    ours = {day: row["day_kind"] for day, row in CHINA.items() if day.year == year}
    worked = {
        datetime.strptime(found[1], "%m/%d/%Y").date()
        for name in other.values()
        if (found := re.search(r"substituted from (\S+)\)", name))
    }
    assert {day for day, kind in ours.items() if kind == "workday"} == worked
    weekdays = {day for day, kind in ours.items() if kind == "holiday" and day.weekday() < 5}
    assert weekdays == {day for day in other if day.weekday() < 5}


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2024-02-04", "workday"),
        ("2024-02-09", None),
        *((f"2024-02-{number}", "holiday") for number in range(10, 18)),
        ("2024-02-18", "workday"),
        ("2024-10-12", "workday"),
        ("2024-10-13", None),
        ("2020-01-31", "holiday"),  # the Spring Festival that was prolonged
    ],
)
def test_known_days_of_china(day: str, kind: str | None) -> None:
    row = CHINA.get(date.fromisoformat(day))
    assert (row and row["day_kind"]) == kind


def test_only_weekends_are_worked_instead() -> None:
    worked = [row["holiday_date"] for row in HOLIDAYS if row["day_kind"] == "workday"]
    assert {date.fromisoformat(day).weekday() for day in worked} == {5, 6}


def test_a_year_without_a_schedule_is_marked() -> None:
    assert {row["standing"] for day, row in CHINA.items() if day.year == 2026} == {"official"}
    assert {row["standing"] for day, row in CHINA.items() if day.year == 2027} == {"estimated"}
    assert {int(row["holiday_date"][:4]) for row in HOLIDAYS} == set(YEARS)


def test_every_set_and_calendar_named_exists() -> None:
    calendars = {row["calendar_id"]: row for row in seed("calendars")}
    sets = {row["holiday_set"] for row in HOLIDAYS}
    assert {row["holiday_set"] for row in calendars.values()} <= sets | {""}
    assert {row["calendar_id"] for row in seed("calendar_hours")} == set(calendars)


def test_what_is_always_open_is() -> None:
    always = [row for row in seed("calendar_hours") if row["calendar_id"] == "24x7"]
    assert sorted(row["day_of_week"] for row in always) == list("1234567")
    assert {(row["opens_at"], row["closes_at"]) for row in always} == {("00:00", "24:00")}
    assert {(row["valid_from"], row["valid_to"]) for row in always} == {("1970-01-01", "")}
    assert [row["holiday_set"] for row in seed("calendars") if row["calendar_id"] == "24x7"] == [""]


@pytest.mark.parametrize("zone", sorted({row["timezone"] for row in seed("calendars")}))
def test_clocks_change_on_quarter_hours(zone: str) -> None:
    since, until = (datetime(year, 1, 1, tzinfo=UTC) for year in (1990, YEARS.stop))
    milliseconds = [int(moment.timestamp()) * 1000 for moment in (since, until)]
    for start, _, offset in stretches(ZoneInfo(zone), *milliseconds):
        assert start % QUARTER == 0
        assert offset % QUARTER == 0
