"""The models and macros of business hours alone, on calendars of a test's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import duckdb
import jinja2

from wallboard.settings import PROJECT_DIR

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MACROS = (
    "engine/milliseconds_between",
    "engine/quarter_hours",
    "engine/local_time",
    "kpi/business_hours",
)
SEEDS = {
    "calendars": "calendar_id text, holiday_set text, timezone text, description text",
    "calendar_hours": "calendar_id text, day_of_week integer, opens_at text, closes_at text, "
    "valid_from date, valid_to date",
    "holidays": "holiday_set text, holiday_date date, day_kind text, name text, standing text, "
    "source text",
}
ASKED = """
select {{ business_milliseconds('opened', 'asked.start_at', 'closed', 'asked.end_at') }}
from asked
left join calendars on asked.calendar_id = calendars.calendar_id
left join dim_calendar_slot as opened
    on {{ slot_at('opened', calendar_or_always('calendars'), 'asked.start_at') }}
left join dim_calendar_slot as closed
    on {{ slot_at('closed', calendar_or_always('calendars'), 'asked.end_at') }}
order by asked.number
"""
Interval = tuple[str | None, int, int | None]


def rendered(text: str) -> str:
    """SQL of a template that uses the project's macros and reads tables by their plain names."""
    folder = PROJECT_DIR / "macros"
    macros = "".join((folder / f"{name}.sql").read_text(encoding="utf-8") for name in MACROS)
    template = jinja2.Environment().from_string(macros + text)
    return template.render(ref=lambda name: name, var=lambda name: "24x7")


class OpeningClock:
    """Slots over a span of days, for the seeds' calendars and for more."""

    def __init__(self, first_at: int, last_at: int, more: Sequence[tuple[str, str]] = ()) -> None:
        """``more`` are calendars (calendar_id, zone) open all day, every day."""
        self.connection = duckdb.connect()
        self.connection.execute("set TimeZone = 'UTC'")
        seeds = PROJECT_DIR / "seeds" / "reference"
        for name, columns in SEEDS.items():
            self.connection.execute(f"create table {name} ({columns})")
            self.connection.execute(f"copy {name} from '{seeds}/{name}.csv' (header true)")
        for calendar_id, zone in more:
            self.connection.execute(
                "insert into calendars values (?, null, ?, '')", [calendar_id, zone]
            )
            self.connection.execute(
                "insert into calendar_hours select ?, unnest(range(1, 8)), '00:00', '24:00', "
                "date '1970-01-01', null",
                [calendar_id],
            )
        self.connection.execute("create table dim_queue as select calendar_id from calendars")
        self.connection.execute(
            "create table int_data_span as select make_timestamp(? * 1000) as first_at, "
            "make_timestamp(? * 1000) as last_at, cast(null as timestamp) as as_of",
            [first_at, last_at],
        )
        model = PROJECT_DIR / "models" / "marts" / "core" / "dim_calendar_slot.sql"
        slots = rendered(model.read_text(encoding="utf-8"))
        self.connection.execute(f"create table dim_calendar_slot as {slots}")

    def ask(self, intervals: Iterable[Interval]) -> list[int | None]:
        """Open milliseconds of each (calendar_id, start, end)."""
        self.connection.execute(
            "create or replace table asked "
            "(number bigint, calendar_id varchar, start_at timestamp, end_at timestamp)"
        )
        self.connection.executemany(
            "insert into asked values (?, ?, make_timestamp(? * 1000), make_timestamp(? * 1000))",
            [(number, *interval) for number, interval in enumerate(intervals)],
        )
        return [row[0] for row in self.connection.execute(rendered(ASKED)).fetchall()]


def at(text: str) -> int:
    """Milliseconds since 1970 of an instant with an offset."""
    return (datetime.fromisoformat(text) - EPOCH) // timedelta(milliseconds=1)
