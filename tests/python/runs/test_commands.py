"""The command line: every command is documented, answers, and fails with words and a code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wallboard.cli import app
from wallboard.settings import PROJECT_DIR, Settings

COMMANDS = (
    *(
        "demo",
        "synth",
        "ingest",
        "compact",
        "build",
        "parity",
        "runs",
        "rollback",
        "kpi",
        "explain",
    ),
    *("scorecard", "export", "rejects", "reconcile", "pseudonym", "erase"),
    *("doctor", "render", "lock", "bench"),
)
MAIN = [sys.executable, "-c", "from wallboard.cli import main; main()"]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example(name: str) -> None:
    result = CliRunner().invoke(app, [name, "--help"])
    assert result.exit_code == 0
    assert f"wallboard {name}" in result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_documented(name: str) -> None:
    documents = [PROJECT_DIR / "README.md", *(PROJECT_DIR / "docs").glob("*.md")]
    assert any(f"wallboard {name}" in path.read_text(encoding="utf-8") for path in documents)


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user would, on a home of its own."""
    environment = {**os.environ, "WALLBOARD_HOME": str(home)}
    return subprocess.run(
        [*MAIN, *arguments], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("kpi", "service_level"), 2, "wallboard build"),
        (("reconcile", "nowhere.csv"), 2, "nowhere.csv"),
        (("kpi", "--by", "colour"), 2, "channel"),
        (("kpi", "--from", "2025-02-01", "--to", "2025-01-01"), 2, "after"),
        (("explain", "asa"), 2, "wallboard build"),
        (("ingest", "nowhere.csv", "--source", "native"), 2, "nowhere.csv"),
        (("ingest", ".", "--source", "nobody"), 2, "nobody"),
    ],
)
def test_wrong_use_is_said_in_words(
    tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    result = run(tmp_path, *arguments)
    assert result.returncode == code, result.stderr
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_a_broken_csv_is_landed_but_for_its_broken_row(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(
        "contact_id,source_system,channel,started_at\n"
        "C1,s,voice,2025-01-06T08:00:00Z\nC2,s,voice\nC3,s,chat,2025-01-06T09:00:00Z\n"
    )
    result = run(tmp_path / "home", "ingest", str(tmp_path / "contacts.csv"), "--source", "native")
    assert result.returncode == 0, result.stderr
    assert "3 rows read, 2 accepted, 1 quarantined; MISSING_COLUMNS 1" in result.stdout


def test_synth_writes_what_ingest_reads(tmp_path: Path) -> None:
    out = tmp_path / "centre"
    assert (
        run(
            tmp_path / "home", "synth", "--contacts", "60", "--days", "1", "--out", str(out)
        ).returncode
        == 0
    )
    landed = run(tmp_path / "home", "ingest", str(out), "--source", "native")
    assert landed.returncode == 0, landed.stderr


def test_export(
    bank: Settings, command: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WALLBOARD_EXPORT_ROOT", str(tmp_path))
    command(bank, "export", "kpi_daily", "--format", "csv", "--out", str(tmp_path))
    header = (tmp_path / "kpi_daily.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.startswith("kpi_date,site_id,channel,queue_id,team_id,kpi_id,definition_version")
    command(bank, "export", "--out", str(tmp_path / "all"))
    assert (tmp_path / "all" / "dim_kpi.parquet").exists()
    refused = run(bank.home, "export", "kpi_daily; drop table x", "--out", str(tmp_path))
    assert refused.returncode == 2
    assert "unknown mart" in refused.stderr
    outside = run(bank.home, "export", "kpi_daily", "--out", str(tmp_path / ".."))
    assert outside.returncode == 2
    assert "WALLBOARD_EXPORT_ROOT" in outside.stderr


def test_kpi_as_json(bank: Settings, command: Callable[..., str]) -> None:
    rows = json.loads(command(bank, "kpi", "asa", "transfer_rate", "--format", "json"))
    assert [row["kpi_id"] for row in rows] == ["asa", "transfer_rate"]
    keys = ["kpi_id", "definition_version", "grain", "period_start", "numerator", "denominator"]
    assert list(rows[0]) == [*keys, "value", "unit"]
    nobody = json.loads(command(bank, "kpi", "bot_containment_rate", "--format", "json"))
    assert nobody[0]["value"] is None


def test_scorecard(bank: Settings, command: Callable[..., str]) -> None:
    options = ("--period", "day", "--start", "2010-08-02", "--format", "json")
    rows = json.loads(command(bank, "scorecard", "--kpi", "service_level", *options))
    assert [(row["channel"], row["target_status"]) for row in rows] == [("(all)", "no target")]
    options = (*options, "--channel", "voice")
    [row] = json.loads(command(bank, "scorecard", "--kpi", "service_level", *options))
    assert (row["target_low"], row["target_standing"]) == (0.8, "standard")
    assert row["target_status"] == ("met" if row["kpi_value"] >= 0.8 else "missed")
    last = json.loads(command(bank, "scorecard", "--format", "json"))
    assert {row["is_complete"] for row in last} == {True}
    shown = command(bank, "scorecard", "--channel", "voice")
    assert "met" in shown and shown.endswith("quality gates: passed\n")


def test_doctor(bank: Settings, command: Callable[..., str]) -> None:
    assert "published run" in command(bank, "doctor")


def test_render_is_up_to_date(bank: Settings, command: Callable[..., str]) -> None:
    assert command(bank, "render", "--check") == ""


def test_plain_dbt_builds(bank: Settings, tmp_path: Path) -> None:
    dbt = [sys.executable, "-c", "from dbt.cli.main import cli; cli(prog_name='dbt')"]
    environment = {
        **os.environ,
        "WALLBOARD_HOME": str(bank.home),
        "WALLBOARD_TIMEZONE": bank.timezone,
    }
    place = ["--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path / "logs")]
    built = subprocess.run(
        [*dbt, "build", *place],
        cwd=PROJECT_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout
    assert "ERROR=0" in built.stdout
