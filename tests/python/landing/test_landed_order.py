"""Landed rows lie by day and contact, so that a day's read touches that day's row groups alone."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from wallboard.contract import load_contract
from wallboard.landing import layout
from wallboard.landing.order import leading_instant, order_sql
from wallboard.landing.tables import native_source

GROUP_ROWS = 2_048  # the least that the engine writes
HEADER = "message_id,contact_id,sent_at,author_type\n"
FIRST = date(2025, 1, 6)


@pytest.fixture(autouse=True)
def small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row groups that a test can fill."""
    whole = str(layout.ROW_GROUP_ROWS)
    monkeypatch.setattr(layout, "PARQUET", layout.PARQUET.replace(whole, str(GROUP_ROWS)))


def messages(days: int, first: date = FIRST, a_day: int = GROUP_ROWS) -> list[str]:
    """Messages of so many days and 50 contacts, in no order at all."""
    lines = [
        f"m{day}-{number},c{number % 50},{first + timedelta(day)}T{number % 24:02}:00:00Z,agent\n"
        for day in range(days)
        for number in range(a_day)
    ]
    return sorted(lines, key=lambda line: hashlib.sha256(line.encode()).digest())


def groups_that_may_hold(path: Path, day: str) -> list[int]:
    """Row groups whose least and greatest ``sent_at`` do not exclude a day."""
    metadata = pq.read_metadata(path)
    place = metadata.schema.names.index("sent_at")
    found = []
    for number in range(metadata.num_row_groups):
        bounds = metadata.row_group(number).column(place).statistics
        if bounds.min[:10] <= day <= bounds.max[:10]:
            found.append(number)
    return found


def only_file(landed: Any, table: str = "messages") -> Path:
    [path] = (landed.settings.raw / "native" / table).glob("[!_]*.parquet")
    return path


def test_a_day_is_read_from_its_own_row_groups(landed: Any) -> None:
    landed.put("messages.csv", HEADER + "".join(messages(days=9)))
    landed.ingest()
    path = only_file(landed)
    assert pq.read_metadata(path).num_row_groups == 9
    for number in range(9):
        assert groups_that_may_hold(path, str(FIRST + timedelta(number))) == [number]


def test_days_that_share_a_group_cost_two_at_most(landed: Any) -> None:
    landed.put("messages.csv", HEADER + "".join(messages(days=12, a_day=1_500)))
    landed.ingest()
    path = only_file(landed)
    touched = [groups_that_may_hold(path, str(FIRST + timedelta(n))) for n in range(12)]
    assert {len(each) for each in touched} == {1, 2}


def test_a_days_rows_lie_by_contact_and_time(landed: Any) -> None:
    landed.put("messages.csv", HEADER + "".join(messages(days=2)))
    landed.ingest()
    rows = pq.read_table(only_file(landed)).select(["sent_at", "contact_id"]).to_pylist()
    order = [(row["sent_at"][:10], row["contact_id"], row["sent_at"]) for row in rows]
    assert order == sorted(order)


def test_where_a_row_stood_in_its_file_is_kept(landed: Any) -> None:
    lines = messages(days=2)
    landed.put("messages.csv", HEADER + "".join(lines))
    landed.ingest()
    kept = landed.rows("messages", "message_id, _source_row")
    assert kept == [(line.split(",")[0], at) for at, line in enumerate(lines, start=1)]


def test_a_new_day_changes_no_old_files_bytes(landed: Any) -> None:
    first = landed.put("1/messages.csv", HEADER + "".join(messages(days=3, a_day=200)))
    landed.ingest(first)
    old = only_file(landed)
    before = (old.read_bytes(), old.stat().st_mtime_ns)
    later = messages(days=1, first=FIRST + timedelta(3), a_day=200)
    landed.ingest(landed.put("2/messages.csv", HEADER + "".join(later)))
    assert (old.read_bytes(), old.stat().st_mtime_ns) == before


def test_times_in_any_form_are_landed_as_they_came(landed: Any) -> None:
    """What does not sort as text is at worst not skipped."""
    times = ("noon", "", " 2025-01-06", "06/01/2025", "2025-01-06 23:00:00+08:00", "1736121600")
    rows = "".join(f'm{n},c,"{time}",agent\n' for n, time in enumerate(times))
    landed.put("messages.csv", HEADER + rows)
    landed.ingest(timezone="UTC")
    assert landed.rows("messages", "sent_at") == [(time or None,) for time in times]


def test_every_table_has_an_order_that_ends_with_the_row() -> None:
    tables = {table.name: table for table in native_source().tables}
    assert set(tables) == set(load_contract())
    orders = {name: order_sql(table, "_source_row") for name, table in tables.items()}
    assert all(order.endswith(", _source_row") for order in orders.values())
    assert orders["messages"] == 'left("sent_at", 10), "contact_id", "sent_at", _source_row'
    assert orders["contacts"] == 'left("started_at", 10), "started_at", _source_row'
    assert orders["agent_states"].startswith('left("entered_at", 10), "agent_id", ')
    assert orders["customers"] == '"customer_id", "active_from", _source_row'
    assert {name for name, table in tables.items() if leading_instant(table) is None} == {
        *("knowledge_articles", "costs", "customers", "pilots", "pilot_arms")
    }
