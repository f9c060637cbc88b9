"""A bad ratio in the build file keeps the run from being published, until somebody accepts it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner, Result

from wallboard import quality
from wallboard.cli import app
from wallboard.errors import GateFailed
from wallboard.landing import ingest
from wallboard.runs import build, current_run
from wallboard.settings import Settings

CONTACTS = """contact_id,source_system,channel,started_at,ended_at
C1,s,voice,2025-01-06T08:00:00Z,2025-01-06T08:05:00Z
"""
SEGMENTS = """segment_id,contact_id,queue_id,entered_at,left_at,outcome
S1,C1,billing,2025-01-06T08:00:00Z,2025-01-06T08:00:10Z,answered
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with one call, built and published."""
    home = tmp_path_factory.mktemp("gates")
    settings = Settings(home=home)
    for table, text in (("contacts", CONTACTS), ("queue_segments", SEGMENTS)):
        (home / f"{table}.csv").write_text(text, encoding="utf-8")
        ingest([home / f"{table}.csv"], "native", settings=settings)
    verdicts: list[quality.Verdict] = []
    build(settings, judged=verdicts.append)
    [verdict] = verdicts
    assert verdict.badge == "passed" and verdict.docs is not None
    assert (verdict.docs / "index.html").is_file()
    return settings


@pytest.fixture
def bad_ratio(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """The same home, of which every further build gives a service level of 1.3."""
    warehouse = settings.home / "work" / "warehouse.duckdb"
    kept = settings.home / "kept.duckdb"
    shutil.copyfile(warehouse, kept)

    def rebuilt(*given: Any, **named: Any) -> Path:
        shutil.copyfile(kept, warehouse)
        with duckdb.connect(str(warehouse)) as connection:
            connection.execute(
                "update marts.kpi_daily set kpi_value = 1.3, numerator = 13, denominator = 10 "
                "where kpi_id = 'service_level'"
            )
        return settings.home / "target"

    # the package exports the function under the module's name
    monkeypatch.setattr(import_module("wallboard.runs.build"), "run_dbt", rebuilt)
    yield settings
    shutil.copyfile(kept, warehouse)
    (settings.raw / "_accepted.json").unlink(missing_ok=True)


def command(settings: Settings, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    """A build from the command line."""
    monkeypatch.setenv("WALLBOARD_HOME", str(settings.home))
    return CliRunner().invoke(app, ["build", *arguments])


def test_a_bad_ratio_blocks_and_the_run_before_stays(bad_ratio: Settings) -> None:
    before = current_run(bad_ratio)
    with pytest.raises(GateFailed, match="kpi_bounds: service_level") as failure:
        build(bad_ratio)
    said = str(failure.value)
    assert failure.value.exit_code == 4
    assert "is 1.3, not between 0 and 1" in said
    # the row at fault: its day, its slice, what was divided
    assert "2025-01-06, (unknown), voice, billing, (all): 1.3 = 13.0 / 10.0" in said
    assert "--accept kpi_bounds --by NAME --because TEXT" in said
    assert current_run(bad_ratio) == before
    with before.connect() as connection:
        rows = connection.execute(
            "select kpi_value from kpi_daily where kpi_id = 'service_level'"
        ).fetchall()
    assert rows == [(1.0,)]
    assert not list(bad_ratio.runs.glob("*.tmp"))


def test_accepted_it_is_published_and_says_so(
    bad_ratio: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current_run(bad_ratio)
    given = ("--accept", "kpi_bounds", "--by", "Ana", "--because", "a test of the figures")
    result = command(bad_ratio, monkeypatch, *given)
    assert result.exit_code == 0, result.output
    assert "1 were accepted" in result.output
    assert "accepted by Ana: a test of the figures" in result.output
    assert current_run(bad_ratio) != before
    # the next build remembers
    verdicts: list[quality.Verdict] = []
    build(bad_ratio, judged=verdicts.append)
    assert verdicts[0].badge == "accepted"
    [found] = verdicts[0].remarkable
    assert (found.subject, found.accepted_by) == ("service_level", "Ana")


def test_accepting_another_gate_does_not_help(bad_ratio: Settings) -> None:
    with pytest.raises(GateFailed, match="kpi_bounds"):
        build(bad_ratio, acceptance=quality.Acceptance(("freshness",), "Ana", "why"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--accept", "no_gate", "--by", "Ana", "--because", "why"), "there is no such gate"),
        (("--accept", "kpi_bounds", "--by", "Ana"), "--because"),
        (("--by", "Ana"), "--accept"),
    ],
)
def test_wrong_use_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    result = command(Settings(home=tmp_path / "home"), monkeypatch, *arguments)
    assert getattr(result.exception, "exit_code", None) == 2
    assert words in str(result.exception)
    assert not (tmp_path / "home").exists()


def test_a_landed_file_can_block_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path / "home")
    pigeons = "".join(f"C{n},s,pigeon,2025-01-06T08:00:00Z,\n" for n in range(100))
    file = tmp_path / "contacts.csv"
    file.write_text(CONTACTS.splitlines()[0] + "\n" + pigeons, encoding="utf-8")
    ingest([file], "native", settings=settings)

    def never(*given: Any, **named: Any) -> Path:
        raise AssertionError("dbt was started")

    monkeypatch.setattr(import_module("wallboard.runs.build"), "run_dbt", never)
    with pytest.raises(GateFailed, match=r"unknown_value: contacts: contacts\.csv") as failure:
        build(settings)
    assert "100 rows: 'pigeon'" in str(failure.value)
