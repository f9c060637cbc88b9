"""Runs stay so long, and one may go back to any of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from small_build import assert_whole, drafts, prepare, publish_small
from typer.testing import CliRunner

from wallboard.cli import app
from wallboard.errors import Locked, Mismatch, UsageError
from wallboard.runs import current_run
from wallboard.runs.published import Run, point_to, published_runs
from wallboard.runs.retention import prune
from wallboard.runs.rollback import roll_back
from wallboard.settings import PROJECT_DIR, Settings

MAIN = [sys.executable, "-c", "from wallboard.cli import main; main()"]
HOLD = (
    "import sys, time; from pathlib import Path; from wallboard.settings import Settings; "
    "from wallboard.runs.lock import exclusive\n"
    "with exclusive(Settings(home=Path(sys.argv[1])), 'wallboard build'):\n"
    "    print('held', flush=True); time.sleep(60)"
)
Age = Callable[[Run, float], None]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home with a small build."""
    return prepare(Settings(home=tmp_path / "home"))


@pytest.fixture
def runs(settings: Settings) -> list[Run]:
    """Five runs, newest first."""
    for _ in range(5):
        publish_small(settings)
    return published_runs(settings)


def left(settings: Settings) -> list[str]:
    names = sorted((path.name for path in settings.runs.iterdir()), reverse=True)
    assert names == sorted((path.name for path in settings.restricted.iterdir()), reverse=True)
    return names


def ids(runs: list[Run]) -> list[str]:
    return [run.run_id for run in runs]


@pytest.mark.parametrize(("keep", "stay"), [(6, 5), (5, 5), (4, 4), (2, 2)])
def test_so_many_stay(settings: Settings, runs: list[Run], keep: int, stay: int) -> None:
    gone = prune(replace(settings, keep_runs=keep))
    assert left(settings) == ids(runs)[:stay]
    assert gone == ids(runs)[stay:]


@pytest.mark.parametrize(("microseconds", "stay"), [(0, 3), (1, 2)])
def test_so_many_days_they_stay_but_two_always(
    settings: Settings, runs: list[Run], microseconds: int, stay: int
) -> None:
    edge = runs[2].published_at
    prune(settings, now=edge + timedelta(days=settings.keep_days, microseconds=microseconds))
    assert left(settings) == ids(runs)[:stay]


def test_the_current_run_and_the_one_before_stay_wherever_they_are(
    settings: Settings, runs: list[Run]
) -> None:
    point_to(settings, runs[3])
    prune(settings, now=datetime.now(UTC) + timedelta(days=1_000))
    assert left(settings) == [runs[3].run_id, runs[4].run_id]


def test_publishing_removes_what_is_beyond(settings: Settings) -> None:
    few = replace(settings, keep_runs=2)
    published = [publish_small(few).run_id for _ in range(4)]
    assert left(settings) == published[:1:-1]
    assert_whole(settings)


def test_folders_that_are_no_runs_are_left_alone(settings: Settings, runs: list[Run]) -> None:
    for folder in (settings.runs, settings.restricted):
        (folder / f"{runs[4].run_id}.copy").mkdir()
    prune(settings, now=datetime.now(UTC) + timedelta(days=1_000))
    publish_small(settings)
    for folder in (settings.runs, settings.restricted):
        assert (folder / f"{runs[4].run_id}.copy").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [("KEEP_RUNS", "1"), ("KEEP_RUNS", "many"), ("KEEP_DAYS", "0"), ("SPILL", "much")],
)
def test_a_setting_that_makes_no_sense_is_refused(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=name):
        Settings.from_env({f"WALLBOARD_{name}": value})
    kept = Settings.from_env({"WALLBOARD_KEEP_RUNS": "2", "WALLBOARD_KEEP_DAYS": "1"})
    assert (kept.keep_runs, kept.keep_days) == (2, 1)


def test_going_back_and_moving_on(settings: Settings, runs: list[Run]) -> None:
    assert roll_back(settings)[1].run_id == runs[1].run_id
    assert roll_back(settings)[1].run_id == runs[2].run_id
    assert roll_back(settings, runs[4].run_id)[1].run_id == runs[4].run_id
    with pytest.raises(UsageError, match="oldest"):
        roll_back(settings)
    assert current_run(settings).run_id == runs[4].run_id
    new = publish_small(settings)
    assert current_run(settings).run_id == new.run_id
    assert roll_back(settings)[1].run_id == runs[0].run_id


@pytest.mark.parametrize("name", ["20200101T000000000000Z", "../raw", "", "x.tmp"])
def test_going_back_to_what_is_no_run(settings: Settings, runs: list[Run], name: str) -> None:
    with pytest.raises(UsageError, match=runs[0].run_id):
        roll_back(settings, name)
    assert current_run(settings).run_id == runs[0].run_id


def test_going_back_to_a_damaged_run(settings: Settings, runs: list[Run]) -> None:
    (runs[1].path / "order.parquet").write_bytes(b"")
    (runs[2].path / "kpi_daily.parquet").unlink()
    for run, mart in ((runs[1], "order"), (runs[2], "kpi_daily")):
        with pytest.raises(Mismatch, match=mart):
            roll_back(settings, run.run_id)
    assert current_run(settings).run_id == runs[0].run_id


def test_the_commands_say_what_is_and_what_they_did(
    settings: Settings, runs: list[Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WALLBOARD_HOME", str(settings.home))
    said = CliRunner().invoke(app, ["rollback"], catch_exceptions=False).output
    assert runs[0].run_id in said
    assert runs[1].run_id in said
    rows = json.loads(CliRunner().invoke(app, ["runs", "--json"], catch_exceptions=False).output)
    assert [row["run_id"] for row in rows] == ids(runs)
    assert [row["is_current"] for row in rows] == [False, True, False, False, False]
    assert rows[0]["first_date"] == "2025-01-06"
    assert rows[0]["bytes"] > 1_000
    table = CliRunner().invoke(app, ["runs"], catch_exceptions=False).output.splitlines()
    assert ["current" in line for line in table[2:]] == [row["is_current"] for row in rows]
    again = CliRunner().invoke(app, ["rollback", runs[1].run_id], catch_exceptions=False).output
    assert "already" in again


def test_no_run_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WALLBOARD_HOME", str(tmp_path))
    assert "wallboard build" in CliRunner().invoke(app, ["runs"], catch_exceptions=False).output
    with pytest.raises(UsageError, match="wallboard build"):
        CliRunner().invoke(app, ["rollback"], catch_exceptions=False)


def test_the_second_of_two_commands_is_told_who_is_at_work(
    settings: Settings, runs: list[Run]
) -> None:
    environment = {**os.environ, "WALLBOARD_HOME": str(settings.home)}
    delivery = settings.home / "contacts.csv"
    delivery.write_text("contact_id,source_system,channel,started_at\n")
    hold = [sys.executable, "-c", HOLD, str(settings.home)]
    with subprocess.Popen(hold, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        commands = (["ingest", str(delivery), "--source", "native"], ["build"], ["rollback"])
        for command in commands:
            second = subprocess.run(
                [*MAIN, *command],
                cwd=PROJECT_DIR,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert second.returncode == Locked.exit_code, second.stderr
            assert f"process {holder.pid} (wallboard build)" in second.stderr
        holder.kill()
    assert not settings.raw.exists()
    assert current_run(settings).run_id == runs[0].run_id
    assert drafts(settings.home) == []
