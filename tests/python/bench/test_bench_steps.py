"""The steps themselves, over a centre of a thousand messages."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wallboard.bench import steps
from wallboard.bench.centre import Centre, made, rows_in
from wallboard.bench.result import Check, read
from wallboard.bench.rows import Row
from wallboard.bench.steps import STEPS, Plan
from wallboard.cli import app
from wallboard.errors import WallboardError
from wallboard.settings import HMAC_KEY


def test_the_two_yardsticks_over_what_was_landed_for_them(tmp_path: Path) -> None:
    kept, out = tmp_path / "kept", tmp_path / "r.json"
    arguments = ["bench", "--messages", "1500", "--days", "4", "--home", str(kept)]
    arguments += ["--only", "reference,scan", "--repetitions", "2", "--json", str(out)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    [measured] = json.loads(out.read_text(encoding="utf-8"))["results"]
    # in the order of the steps, not that of the option; the centre is generated once
    once = ["scan", "scan with text", "reference"]
    assert [row["name"] for row in measured["rows"]] == ["generate", *once, *once]
    messages = measured["messages"]
    assert messages == rows_in(Centre(kept, 1500, 4), "messages") > 500
    for row in measured["rows"]:
        assert row["rows"] == messages
        assert row["cpu_seconds"] > 0
        assert row["peak_bytes"] > 30_000_000


def test_what_was_measured_before_a_failure_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "r.json"

    def step(centre: Centre, plan: Plan, name: str, say: object) -> tuple[list[Row], list[Check]]:
        if name == "reference":
            raise WallboardError("it ended in the midst")
        return [Row(name, 1.0)], []

    monkeypatch.setattr(steps, "_step", step)
    monkeypatch.setattr(steps, "_prepare", lambda centre, name, say: None)
    monkeypatch.setattr(steps, "made", lambda centre: Row("generate", 2.0))
    arguments = ["--messages", "1000", "--days", "30", "--json", str(out)]
    result = CliRunner().invoke(app, ["bench", *arguments])
    assert isinstance(result.exception, WallboardError)
    [kept] = read(out)
    assert kept.names == ["generate", "ingest", "scan"]


def test_a_kept_centre_is_not_made_again(tmp_path: Path) -> None:
    centre = Centre(tmp_path, 1000, 4)
    first = made(centre)
    stamp = (centre.delivery / "messages" / "part-0000.parquet").stat().st_mtime_ns
    assert made(centre) == first
    assert (centre.delivery / "messages" / "part-0000.parquet").stat().st_mtime_ns == stamp


def test_the_key_is_the_benchmarks_own(tmp_path: Path) -> None:
    centre = Centre(tmp_path, 1000, 4)
    key = centre.environment()[HMAC_KEY]
    assert key != os.environ[HMAC_KEY]
    assert key == Centre(tmp_path, 2000, 9).environment()[HMAC_KEY]
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert centre.environment()["WALLBOARD_HOME"].startswith(str(tmp_path))


def test_all_steps_but_that_of_hours_are_taken_unless_some_are_named() -> None:
    assert (*Plan().only, "daily") == STEPS
