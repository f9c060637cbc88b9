"""The phases of a build, from the marks it leaves."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wallboard.bench.child import Measured
from wallboard.bench.phases import each_node, phases
from wallboard.runs.published import RUN_ID

BEGAN = datetime(2025, 1, 6, 12, tzinfo=UTC).timestamp()


def at(second: float) -> str:
    return datetime.fromtimestamp(BEGAN + second, UTC).isoformat().replace("+00:00", "Z")


def node(unique_id: str, started: float, seconds: float) -> dict[str, object]:
    timing = [{"name": "execute", "started_at": at(started), "completed_at": None}]
    return {"unique_id": unique_id, "execution_time": seconds, "timing": timing}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home as a build of 20 seconds leaves it."""
    (tmp_path / "target").mkdir()
    nodes = [node("model.w.a", 7, 5), node("seed.w.b", 6, 1), node("test.w.c", 9, 2)]
    nodes += [{"unique_id": "exposure.w.d", "execution_time": 0.0, "timing": []}]
    results = {"metadata": {"generated_at": at(14)}, "results": nodes}
    (tmp_path / "target" / "run_results.json").write_text(json.dumps(results))
    judged = tmp_path / "work" / "quality" / "landing"
    judged.mkdir(parents=True)
    os.utime(judged, (BEGAN + 2, BEGAN + 2))
    run_id = datetime.fromtimestamp(BEGAN + 17, UTC).strftime(RUN_ID)
    (tmp_path / "runs" / run_id).mkdir(parents=True)
    (tmp_path / "restricted" / run_id).mkdir(parents=True)
    (tmp_path / "runs" / run_id / "a.parquet").write_bytes(bytes(100))
    (tmp_path / "restricted" / run_id / "b.parquet").write_bytes(bytes(11))
    current = tmp_path / "current"
    current.symlink_to(Path("runs") / run_id)
    os.utime(current, (BEGAN + 20, BEGAN + 20), follow_symlinks=False)
    return tmp_path


def test_phases_add_up_to_the_build(home: Path) -> None:
    took = Measured(BEGAN, 20.5, 30, 1, 77, "")
    rows = {row.name.removeprefix("build: "): row for row in phases(home, took, "build")}
    seconds = {name: row.seconds for name, row in rows.items() if row.seconds is not None}
    assert seconds == pytest.approx(
        {
            "gates on landed files": 2,
            "dbt starts": 4,
            "models": 6,  # 8 seconds of models and tests, 6 of 8 thread seconds
            "tests": 2,
            "gates on marts": 3,
            "publishing": 3,
        }
    )
    assert rows["publishing"].bytes == 111
    assert rows["spill"].bytes == 77


def test_nodes_cost_their_share_of_the_threads_and_what_runs_nothing_is_not_counted(
    home: Path,
) -> None:
    rows = [(row.name, row.seconds) for row in each_node(home, "build")]
    assert rows == [("build: each of 2 models and seeds", 3), ("build: each of 1 tests", 2)]


def test_a_mark_of_an_earlier_build_is_a_phase_of_nothing(home: Path) -> None:
    judged = home / "work" / "quality" / "landing"
    os.utime(judged, (BEGAN - 900, BEGAN - 900))
    rows = {
        row.name: row.seconds for row in phases(home, Measured(BEGAN, 20.5, 30, 1, 0, ""), "build")
    }
    assert rows["build: gates on landed files"] == 0
    assert rows["build: dbt starts"] == pytest.approx(6)
