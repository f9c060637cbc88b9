"""The generator gives the same bytes again, and counts the faults that it plants."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from synth_worlds import World, delivered_tables

from wallboard.errors import UsageError
from wallboard.synth import Config, generate
from wallboard.synth.clock import Clock
from wallboard.synth.config import DAY, HOUR
from wallboard.synth.faults import BROKEN_KINDS
from wallboard.synth.writing import disguised


def _digests(out: Path) -> dict[str, str]:
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def test_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    first = generate(tmp_path / "a", contacts=700, days=2, seed=3)
    again = generate(tmp_path / "b", contacts=700, days=2, seed=3)
    other = generate(tmp_path / "c", contacts=700, days=2, seed=4)
    assert first == again != other
    assert _digests(tmp_path / "a") == _digests(tmp_path / "b")
    assert _digests(tmp_path / "a") != _digests(tmp_path / "c")


def test_planted_faults_are_the_counted_ones(world: World) -> None:
    report = world.report
    for name, table in delivered_tables().items():
        keys = ", ".join(column.name for column in table.columns if column.is_key)
        exact = f"""
            select count(*) - (select count(*) from (select distinct * from raw_{name}))
            from raw_{name}
        """
        assert world.rows(exact) == [(report.duplicates.get(name, 0),)], name
        versions = f"""
            select coalesce(sum(n - 1), 0) from (
                select count(*) as n from (select distinct * from raw_{name}) group by {keys})
        """
        ((extra,),) = world.rows(versions)
        assert extra == report.outdated.get(name, 0), name
        late = world.out / name / "late.parquet"
        assert late.exists() == (report.late.get(name, 0) > 0), name
        if late.exists():
            assert world.rows(f"select count(*) from '{late}'") == [(report.late[name],)]


def test_each_kind_of_fault_occurs(world: World) -> None:
    for name in ("contacts", "queue_segments", "agent_segments", "messages"):
        assert min(world.report.duplicates[name], world.report.outdated[name]) >= 1
        assert world.report.late[name] >= 1
    assert sum(world.report.broken.values()) >= len(BROKEN_KINDS)


def test_broken_rows_are_broken_and_counted(world: World) -> None:
    for name, count in world.report.broken.items():
        with (world.out / name / "broken.csv").open(encoding="utf-8", newline="") as lines:
            header, *rows = list(csv.reader(lines))
        assert len(rows) == count
        columns = [column.name for column in delivered_tables()[name].columns]
        assert header == [*columns, "source_updated_at"]
        for row in rows:
            ragged = len(row) != len(header)
            assert ragged or row[0] == "" or row[0].startswith("x-")
        assert any(len(row) != len(header) for row in rows)


def test_deleted_rows_come_with_their_deletions_on_either_side(world: World) -> None:
    assert sum(world.report.deleted.values()) >= 2
    for name, count in world.report.deleted.items():
        with (world.out / name / "deleted.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        key = delivered_tables()[name].key[0]
        keys = [row[key] for row in rows]
        assert len(set(keys)) == count == len(keys) / 2
        assert [row["is_deleted"] for row in rows[:4]] == ["", "true", "true", ""]
        gone = [row for row in rows if row["is_deleted"] == "true"]
        assert len(gone) == count
        assert {name for row in gone for name, value in row.items() if value} == {
            key,
            "source_updated_at",
            "is_deleted",
        }


def test_no_faults_at_rate_zero(make_world: Callable[..., World]) -> None:
    clean = make_world(contacts=600, days=1, seed=2, fault_rate=0.0)
    report = clean.report
    assert not (
        report.duplicates or report.outdated or report.late or report.broken or report.deleted
    )
    assert not list(clean.out.rglob("*.csv")) and not list(clean.out.rglob("late.parquet"))


def test_bad_arguments_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        generate(tmp_path / "x", contacts=0, days=1, seed=1)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    with pytest.raises(UsageError):
        generate(tmp_path / "full", contacts=10, days=1, seed=1)
    with pytest.raises(ValueError, match="mix"):
        Config(mix=(1.0, 0.5, 0.0, 0.0, 0.0, 0.0))


def test_wall_clock_follows_the_zone() -> None:
    clock = Clock(date(2025, 3, 8), 3, ZoneInfo("America/New_York"))
    assert clock.at(1) - clock.at(0) == DAY
    assert clock.at(2) - clock.at(1) == DAY - HOUR  # the clocks go forward
    assert clock.at(1, 24) == clock.at(2)


def test_zone_moves_the_opening_hours(make_world: Callable[..., World]) -> None:
    there = make_world(contacts=300, days=1, seed=2, timezone="Asia/Shanghai")
    ((first, last),) = there.rows("select min(entered_at), max(entered_at) from agent_states")
    assert str(first) >= "2025-01-05T23:55" and str(last) < "2025-01-06T12:00"


def test_sensitive_words_occur_plain_and_disguised(world: World) -> None:
    assert disguised("ab") == ("ａｂ", "a\u200bb")
    query = """
        select count(*) filter (contains(body, 'stupid')),
            count(*) filter (contains(body, 'ｓｔｕｐｉｄ') or contains(body, '\u200b'))
        from messages where author_type in ('customer', 'agent')
    """
    ((plain, hidden),) = world.rows(query)
    assert plain > 0 and hidden > 0
