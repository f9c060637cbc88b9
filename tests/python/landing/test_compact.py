"""Files put together: the same rows, known batch by batch; what is closed is left alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from wallboard import rejects as rejecting
from wallboard.cli import app
from wallboard.contract import load_contract
from wallboard.errors import InputRejected
from wallboard.landing import compact as compacting
from wallboard.landing import drop_unfinished
from wallboard.landing.batchfiles import batches_of, file_of, is_compacted
from wallboard.landing.compact import compact
from wallboard.quality.profiles import profiled
from wallboard.settings import PROJECT_DIR

HEADER = "contact_id,source_system,channel,started_at,mood\n"
CONTACTS = load_contract()["contacts"]


def put_day(landed: Any, day: str, rows: int = 3, *more: str) -> Path:
    """A day's contacts, in a file of the day's name."""
    lines = [f"{day}-{n},pbx,voice,{day} 0{n}:30:00,calm\n" for n in range(rows)]
    return Path(landed.put(f"{day}/contacts.csv", HEADER + "".join([*lines, *more])))


@pytest.fixture
def winter(landed: Any) -> Iterator[Any]:
    """Three days of January, an empty one, one row late; two of February."""
    for day in ("2025-01-06", "2025-01-07", "2025-01-08", "2025-02-03", "2025-02-04"):
        put_day(landed, day)
    put_day(landed, "2025-01-09", 2, "late,pbx,voice,2024-12-30 23:50:00,\n")
    landed.ingest(timezone="Asia/Shanghai")
    yield landed
    assert list(landed.settings.home.rglob("*.tmp")) == []
    assert list(landed.settings.home.rglob("*.replaced")) == []


def files(landed: Any, table: str = "contacts") -> list[Path]:
    """The files of a table, compacted ones first."""
    found = (landed.settings.raw / "native" / table).glob("[!_]*.parquet")
    return sorted(found, key=lambda path: (not is_compacted(path), path.name))


def everything(landed: Any) -> dict[str, list[tuple[Any, ...]]]:
    return {name: landed.rows(name) for name in ("contacts", "messages")} | {
        name: landed.query(f"select * from {{{name}}} order by all")
        for name in ("_audit", "_quarantine")
    }


def test_a_month_that_is_over_becomes_one_file(winter: Any) -> None:
    before = everything(winter)
    [done] = compact(winter.settings)
    assert (done.table, done.files_before, done.files_after) == ("native.contacts", 6, 3)
    assert everything(winter) == before
    january, *february = files(winter)
    assert january.name.startswith("2025-01.")
    assert len(batches_of(january)) == 4
    assert not any(map(is_compacted, february))
    days = winter.query(f"select started_at from read_parquet('{january}')")
    assert days == sorted(days)
    assert days[0] == ("2024-12-30 23:50:00",)  # came in January and lies with its delivery
    assert compact(winter.settings) == []


def test_a_dry_run_changes_nothing(winter: Any) -> None:
    before = {path: path.read_bytes() for path in winter.settings.home.rglob("*.parquet")}
    [done] = compact(winter.settings, is_dry=True)
    assert (done.files_before, done.files_after, done.bytes_after) == (6, 3, None)
    assert {path: path.read_bytes() for path in winter.settings.home.rglob("*.parquet")} == before


def test_what_is_closed_is_never_written_again(winter: Any) -> None:
    compact(winter.settings)
    january = files(winter)[0]
    before = (january.read_bytes(), january.stat().st_mtime_ns)
    for day in ("2025-03-03", "2025-01-20", "2025-01-21"):
        put_day(winter, day)
    winter.ingest(timezone="Asia/Shanghai")
    [done] = compact(winter.settings)
    names = [path.name[:8] for path in files(winter)]
    assert (done.files_before, done.files_after) == (6, 4)
    assert [name for name in names if "." in name] == ["2025-01.", "2025-01.", "2025-02."]
    assert (january.read_bytes(), january.stat().st_mtime_ns) == before


def test_files_grow_no_larger_than_the_limit(winter: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    size = max(path.stat().st_size for path in files(winter))
    monkeypatch.setattr(compacting, "LIMIT_BYTES", 2 * size)
    before = everything(winter)
    compact(winter.settings)
    january = [path for path in files(winter) if is_compacted(path)]
    assert [len(batches_of(path)) for path in january] == [2, 2]
    assert everything(winter) == before
    monkeypatch.setattr(compacting, "LIMIT_BYTES", size - 1)
    assert compact(winter.settings) == []


def test_empty_and_unreadable_times_go_by_the_day_of_landing(landed: Any) -> None:
    put_day(landed, "2025-01-06", 0)
    landed.put("2025-01-07/contacts.csv", HEADER + "x,pbx,voice,noon,\n" * 2)
    landed.put("2025-01-08/contacts.csv", HEADER + "y,pbx,voice,0044-03-15 00:00:00 (BC),\n")
    for day in ("2025-01-09", "2025-01-10"):
        put_day(landed, day)
    landed.ingest(timezone="UTC")
    before = everything(landed)
    [done] = compact(landed.settings)
    assert (done.files_before, done.files_after) == (5, 4)
    assert everything(landed) == before


def test_a_table_without_days_goes_by_the_day_of_landing(landed: Any) -> None:
    for number in range(3):
        text = f"cost_id,period_start,period_end,category,amount,currency\n{number},,,,,\n"
        landed.put(f"{number}/costs.csv", text)
    landed.ingest()
    assert compact(landed.settings) == []  # this month is not over


def test_a_batch_that_was_compacted_is_still_known(winter: Any) -> None:
    compact(winter.settings)
    before = [path.read_bytes() for path in files(winter)]
    report = winter.ingest(timezone="Asia/Shanghai")
    assert {file.status for file in report.files} == {"repeated"}
    assert [path.read_bytes() for path in files(winter)] == before
    assert winter.query("select distinct deliveries from {_audit}") == [(2,)]


def test_a_zone_is_corrected_inside_a_compacted_file(winter: Any) -> None:
    compact(winter.settings)
    [report] = winter.ingest(winter.inbox / "2025-01-07", timezone="Asia/Tokyo").files
    assert (report.status, report.rows_accepted) == ("landed", 3)
    zones = dict(winter.rows("contacts", "contact_id, _timezone"))
    assert len(zones) == len(winter.rows("contacts")) == 18
    assert {name for name, zone in zones.items() if zone == "Asia/Tokyo"} == {
        f"2025-01-07-{number}" for number in range(3)
    }
    assert sum(map(is_compacted, files(winter))) == 1
    assert len(files(winter)) == 3
    assert list(winter.settings.raw.rglob("*.anew")) == []
    [audited] = winter.query(
        f"select timezone, deliveries from {{_audit}} where batch_id = '{report.batch_id}'"
    )
    assert audited == ("Asia/Tokyo", 2)
    drop_unfinished(winter.settings)
    assert len(files(winter)) == 3


def test_a_wrong_reading_does_not_cost_compacted_rows(winter: Any) -> None:
    compact(winter.settings)
    before = winter.rows("contacts")
    with pytest.raises(InputRejected):
        winter.ingest(winter.inbox / "2025-01-07", timezone="UTC", encoding="utf-16-le")
    assert winter.rows("contacts") == before


def test_a_rejected_row_is_shown_out_of_a_compacted_file(
    winter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    compact(winter.settings)
    [(batch,)] = winter.query(
        "select batch_id from {_audit} where source_file = '2025-01-08/contacts.csv'"
    )
    place = rejecting.Place("2025-01-08/contacts.csv", 0, 2, "CAST", "started_at", batch)
    monkeypatch.setattr(rejecting, "_rejected", lambda settings: [place])
    (winter.settings.home / "current").mkdir()
    [(_, text)] = rejecting.rejects(winter.settings, rejecting.Filter()).shown
    assert "contact_id=2025-01-08-1" in text
    assert "mood=calm" in text


def test_files_are_judged_as_they_were_delivered(landed: Any) -> None:
    for day in ("2025-01-06", "2025-01-07", "2025-02-03"):
        lines = "".join(f"{day}-{n},pbx,voice,{day} 01:00:00,\n" for n in range(100))
        landed.put(f"{day}/contacts.csv", HEADER + lines)
    landed.ingest(timezone="UTC")
    settings, table = replace(landed.settings, project_dir=PROJECT_DIR), [CONTACTS]
    before = profiled(settings, table)["contacts"]
    compact(landed.settings)
    assert profiled(settings, table)["contacts"].equals(before)


def test_a_column_that_came_later_is_empty_before(winter: Any) -> None:
    """Files landed by an older contract lack what it did not know."""
    old = files(winter)[0]
    duckdb.sql(f"copy (select * exclude (ended_by) from '{old}') to '{old}.x' (format parquet)")
    Path(f"{old}.x").replace(old)
    before = winter.rows("contacts", "contact_id, ended_by, _row_hash")
    compact(winter.settings)
    assert winter.rows("contacts", "contact_id, ended_by, _row_hash") == before


def test_where_there_are_no_links_files_are_copied(
    winter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*paths: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr("os.link", refuse)
    before = everything(winter)
    kept = {path.name: path.stat().st_mtime_ns for path in files(winter)}
    compact(winter.settings)
    assert everything(winter) == before
    now = {path.name: path.stat().st_mtime_ns for path in files(winter)}
    assert set(now.items()) & set(kept.items()) == {
        (name, at) for name, at in now.items() if not name.startswith("2025-01.")
    }


def test_an_unfinished_file_is_not_taken_in(winter: Any) -> None:
    unfinished = file_of(winter.settings.raw / "native" / "contacts", "0" * 16)
    unfinished.write_bytes(files(winter)[0].read_bytes())
    compact(winter.settings)
    drop_unfinished(winter.settings)
    assert len(winter.rows("contacts")) == 18


def test_nothing_landed_is_nothing_to_do(landed: Any) -> None:
    assert compact(landed.settings) == []
    assert not landed.settings.raw.exists()


def test_the_command_says_what_it_did(winter: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WALLBOARD_HOME", str(winter.settings.home))
    dry = CliRunner().invoke(app, ["compact", "--dry-run"])
    assert "6 files would become 3" in dry.output
    told = json.loads(CliRunner().invoke(app, ["compact", "--json"]).output)
    assert [each["files_after"] for each in told] == [3]
    assert told[0]["bytes_after"] == sum(path.stat().st_size for path in files(winter))
    again = CliRunner().invoke(app, ["compact"])
    assert (again.exit_code, "Nothing to compact" in again.output) == (0, True)
