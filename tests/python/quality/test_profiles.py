"""Landed files are counted exactly, by staging's own reading of them, and only once."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from wallboard.contract import load_contract
from wallboard.landing import ingest
from wallboard.quality import audit_landing, profiles
from wallboard.quality.profiles import LEAST_ROWS, profiled
from wallboard.quality.verdict import Finding
from wallboard.settings import Settings

HEADER = "contact_id,source_system,channel,started_at,ended_by\n"
CONTACTS = [load_contract()["contacts"]]


def deliver(settings: Settings, rows: int, **changes: tuple[int, str]) -> None:
    """Land contacts, good ones but for the first so many values of a column."""
    good = {"source_system": "s", "channel": "voice", "started_at": "2025-01-06T08:00:00Z"}
    good["ended_by"] = "agent"
    lines = []
    for row in range(rows):
        values = dict(good)
        for column, (count, value) in changes.items():
            if row < count:
                values[column] = value
        lines.append(f"c{row},{','.join(values.values())}\n")
    path = settings.home / f"contacts-{rows}-{len(changes)}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    ingest([path], "native", settings=settings)


def failures(settings: Settings) -> dict[tuple[str, str], Finding]:
    """Failed findings of the landing by gate and level."""
    found = audit_landing(settings)
    return {(each.gate, each.level): each for each in found if each.status == "failed"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An empty home."""
    return Settings(home=tmp_path / "home")


def test_shares_are_exact(settings: Settings) -> None:
    changes = {"channel": (7, "carrier pigeon"), "started_at": (3, "noon"), "ended_by": (5, " ")}
    deliver(settings, 200, **changes)
    [row] = profiled(settings, CONTACTS)["contacts"].to_dict("records")
    assert row["subject"].startswith("contacts: contacts-200-3.csv [")
    assert row["rows"] == 200
    shares = {name: share for name, share in row.items() if name.endswith("_share") and share}
    assert shares == {"channel__unknown_share": 0.035, "started_at__unreadable_share": 0.015}


def test_a_time_without_offset_or_zone_is_unreadable(settings: Settings) -> None:
    deliver(settings, 100, started_at=(2, "2025-01-06 08:00:00"))
    assert failures(settings)["unreadable_value", "warn"].observed == "0.02"


@pytest.mark.parametrize(
    ("unknown", "found"), [(1, None), (2, "warn"), (50, "warn"), (51, "block")]
)
def test_unknown_words_warn_and_most_of_a_required_column_block(
    settings: Settings, unknown: int, found: str | None
) -> None:
    deliver(settings, 100, channel=(unknown, "carrier pigeon"))
    levels = {level for gate, level in failures(settings) if gate == "unknown_value"}
    assert levels == {None: set(), "warn": {"warn"}, "block": {"warn", "block"}}[found]


def test_unknown_words_of_an_optional_column_never_block(settings: Settings) -> None:
    deliver(settings, 100, ended_by=(100, "nobody"))
    assert set(failures(settings)) == {("unknown_value", "warn")}


def test_a_small_file_is_not_judged(settings: Settings) -> None:
    deliver(settings, LEAST_ROWS - 1, channel=(LEAST_ROWS - 1, "carrier pigeon"))
    assert audit_landing(settings) == []


def test_a_file_is_profiled_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(settings, 100, channel=(2, "carrier pigeon"))
    first = profiled(settings, CONTACTS)["contacts"]
    asked: list[str] = []
    whole = profiles.profile_sql

    def counted(project_dir: Path, table: object, source: str) -> str:
        asked.append(source)
        return whole(project_dir, table, source)  # type: ignore[arg-type]

    monkeypatch.setattr(profiles, "profile_sql", counted)
    again = profiled(settings, CONTACTS)["contacts"]
    assert first.equals(again)
    assert asked == ["landed"]  # the question's own version; no file was read

    deliver(settings, 101, channel=(3, "carrier pigeon"))
    both = profiled(settings, CONTACTS)["contacts"]
    assert list(both["channel__unknown_share"]) == [0.02, 3 / 101]
    [source] = [each for each in asked if each != "landed"]
    assert source.count(".parquet") == 1


def test_a_damaged_memory_is_made_anew(settings: Settings) -> None:
    deliver(settings, 100)
    profiled(settings, CONTACTS)
    memory = settings.home / "work" / "profiles.json"
    memory.write_text("{", encoding="utf-8")
    assert len(profiled(settings, CONTACTS)["contacts"]) == 1


def test_every_table_of_the_contract_can_be_profiled(settings: Settings) -> None:
    deliver(settings, 100)
    with duckdb.connect(":memory:") as connection:
        for table in load_contract().values():
            schema = settings.raw / "native" / table.name / "_schema.parquet"
            question = profiles.profile_sql(settings.project_dir, table, f"'{schema}'")
            assert connection.execute(question).fetchall() == []
