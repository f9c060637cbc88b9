"""The script written by hand counts what the warehouse counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from definitions.small_project import Project
from wallboard.bench.building import HERE
from wallboard.bench.script import execute, unlimited
from wallboard.cli import app
from wallboard.contract import load_contract
from wallboard.engine import working
from wallboard.landing import ensure_layout, ingest
from wallboard.settings import Settings
from warehouse.engine import World

SCRIPT = HERE / "reference.sql"
SLICES = "channel, queue_id, team_id"
# Under another name in the warehouse, or put together there of two.
NOT_A_MEASURE = {"knowledge_fixes"}


@pytest.fixture(scope="module")
def landed(delivery: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home in which the centre has landed."""
    settings = Settings(home=tmp_path_factory.mktemp("landed"))
    ingest([delivery], "native", settings=settings)
    return settings


@pytest.fixture(scope="module")
def project(shared: Path) -> Project:
    """The project, compiled once."""
    return Project.compile(shared)


@pytest.fixture(scope="module")
def run(project: Project, landed: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with the published run of the landed rows."""
    return project.publish(rows_of(landed), tmp_path_factory.mktemp("run"))


@pytest.fixture
def engine(landed: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine to run the script on."""
    with working(landed, "spill") as connection:
        yield connection


def rows_of(settings: Settings) -> World:
    """The landed rows, as text."""
    world = {}
    for name, table in load_contract().items():
        files = f"read_parquet('{settings.raw}/native/{name}/*.parquet', union_by_name = true)"
        query = f"select {', '.join(table.delivered)} from {files}"
        world[name] = duckdb.execute(query).to_arrow_table().to_pylist()
    return world


def published(settings: Settings, kpi_ids: list[str], monkeypatch: Any) -> dict[str, Any]:
    """What `wallboard kpi` says of the whole period."""
    monkeypatch.setenv("WALLBOARD_HOME", str(settings.home))
    result = CliRunner().invoke(app, ["kpi", *kpi_ids, "--format", "json"])
    assert result.exit_code == 0, result.output
    return {row["kpi_id"]: row for row in json.loads(result.output)}


def unlike(by_hand: list[Any], told: dict[str, Any]) -> list[str]:
    """KPIs of which the two numbers or the value differ."""
    return [
        kpi_id
        for kpi_id, numerator, denominator, value in by_hand
        if (float(numerator), denominator and float(denominator))
        != (told[kpi_id]["numerator"], told[kpi_id]["denominator"])
        or value != pytest.approx(told[kpi_id]["value"], rel=1e-12)
    ]


def test_every_kpi_is_that_of_the_published_run(
    engine: duckdb.DuckDBPyConnection,
    landed: Settings,
    run: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by_hand = execute(engine, SCRIPT, landed)
    told = published(run, [row[0] for row in by_hand], monkeypatch)
    assert len(by_hand) == 19
    assert all(row[1] > 0 for row in by_hand), "a KPI of nothing shows nothing"
    assert unlike(by_hand, told) == []


def test_a_script_that_counts_otherwise_is_found(
    engine: duckdb.DuckDBPyConnection,
    landed: Settings,
    run: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    other = tmp_path / "other.sql"
    other.write_text(
        text.replace("30 * 60000", "29 * 1000").replace("lag(is_customer)", "lead(is_customer)")
    )
    by_hand = execute(engine, other, landed)
    told = published(run, [row[0] for row in by_hand], monkeypatch)
    # a run of messages that begins elsewhere moves the gaps, and how many there are
    moved = ["sentiment_alert_timeliness", "response_gap_avg", "turns_per_conversation"]
    assert unlike(by_hand, told) == moved


def test_daily_sums_are_those_of_the_long_table(
    engine: duckdb.DuckDBPyConnection, landed: Settings, run: Settings
) -> None:
    execute(engine, SCRIPT, landed)
    engine.execute(f"attach '{run.home}/current/marts.duckdb' as run (read_only)")
    keys = ("measure_date", "channel", "queue_id", "team_id")
    sums = [
        name
        for (name, *_) in engine.execute("describe daily").fetchall()
        if name not in keys and name not in NOT_A_MEASURE
    ]
    assert len(sums) == 23
    compared = 0
    for name in sums:
        total = "max" if name.startswith("concurrency_peak") else "sum"
        # a process is cut by the dimensions it has, and (all) elsewhere
        mine = engine.execute(
            f"select measure_date, {', '.join(f'coalesce({each}, $all)' for each in keys[1:])}, "
            f"cast({total}({name}) as bigint) as amount from daily group by all "
            "having amount <> 0 order by all",
            {"all": "(all)"},
        ).fetchall()
        theirs = engine.execute(
            f"select measure_date, {SLICES}, cast({total}(measure_value) as bigint) "
            "from run.fct_measure_daily where measure_id = ? group by all order by all",
            [name],
        ).fetchall()
        assert mine == theirs, name
        compared += len(mine)
    assert compared > 1000


def test_the_script_keeps_to_no_limit_of_the_settings(tmp_path: Path) -> None:
    large = "select count(distinct hash(i)) from range(5_000_000) as numbers(i)"
    settings = Settings(home=tmp_path, memory="30MB", spill="0B")
    ensure_layout(settings)
    with working(settings, "spill") as connection:
        with pytest.raises(duckdb.OutOfMemoryException):
            connection.execute(large)
        unlimited(connection)
        assert connection.execute(large).fetchone() == (5_000_000,)
