"""What is wrong in a delivery is set aside, and the rest is published."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wallboard.errors import InputRejected
from wallboard.landing import ingest
from wallboard.rejects import Filter, rejects
from wallboard.runs import Run, build
from wallboard.runs.lock import exclusive, holder
from wallboard.settings import PROJECT_DIR, Settings

CONTACTS = """contact_id,source_system,channel,started_at,ended_at
good,crm,voice,2025-01-06T08:00:00Z,2025-01-06T08:05:00Z
far_off,crm,voice,2025-01-06T08:00:00Z,9999-12-31T00:00:00Z
infinite,crm,voice,2025-01-06T08:00:00Z,infinity
before_time,crm,voice,0001-01-01T00:00:00Z,
backwards,crm,voice,2025-01-06T08:00:00Z,2025-01-06T07:00:00Z
,crm,voice,2025-01-06T08:00:00Z,
"""
SEGMENTS = """segment_id,contact_id,agent_id,connected_at,disconnected_at,hold_seconds
good,good,a1,2025-01-06T08:00:10Z,2025-01-06T08:01:10Z,10
held_back,good,a1,2025-01-06T08:02:00Z,2025-01-06T08:03:00Z,-10
"""
AGENTS = """agent_id,valid_from,valid_to,team_id,max_concurrency
a1,2020-01-01T00:00:00Z,9999-12-31T00:00:00Z,red,3
a2,2020-01-01T00:00:00Z,,red,9223372036854775807
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home into which all of it was ingested, a file of an unknown table too."""
    home = tmp_path_factory.mktemp("hard")
    folder = home / "delivery"
    folder.mkdir()
    (folder / "contacts.csv").write_text(CONTACTS)
    (folder / "agent_segments.csv").write_text(SEGMENTS)
    (folder / "agents.csv").write_text(AGENTS)
    (folder / "kontakte.csv").write_text(CONTACTS)
    settings = Settings(home=home, timezone="Asia/Shanghai", timezone_declared=True)
    with pytest.raises(InputRejected, match=r"kontakte\.csv"):
        ingest([folder], "native", settings=settings)
    return settings


@pytest.fixture(scope="module")
def run(settings: Settings) -> Run:
    """What was published all the same."""
    return build(settings)


def test_the_rest_is_published(run: Run) -> None:
    with run.connect() as connection:
        rows = connection.execute(
            "select measure_id, measure_value, team_id from fct_measure_daily "
            "where measure_id in ('contacts', 'hold_ms') order by all"
        ).fetchall()
    # one agent is no team to be told apart
    assert rows == [("contacts", 1, "(small teams)"), ("hold_ms", 10_000, "(small teams)")]


def test_each_row_has_its_reason_and_no_text(run: Run) -> None:
    with run.connect() as connection:
        rows = connection.execute(
            "select table_name, row_no, reason_code, field from quarantine "
            "where table_name is not null order by all"
        ).fetchall()
        columns = {row[0] for row in connection.execute("describe quarantine").fetchall()}
    assert "raw_text" not in columns
    assert rows == [
        ("agent_segments", 2, "OUT_OF_RANGE", "hold_seconds"),
        ("agents", 2, "OUT_OF_RANGE", "max_concurrency"),
        ("contacts", 2, "TIME_OUT_OF_RANGE", "ended_at"),
        ("contacts", 3, "TIME_OUT_OF_RANGE", "ended_at"),
        ("contacts", 4, "TIME_OUT_OF_RANGE", "started_at"),
        ("contacts", 5, "NEGATIVE_DURATION", "ended_at"),
        ("contacts", 6, "NULL_KEY", None),
    ]


def test_the_text_of_rejected_rows_is_shown_from_the_landing(settings: Settings, run: Run) -> None:
    found = rejects(settings, Filter(file="agent_segments.csv"))
    [(place, text)] = found.shown
    assert (place.where, place.reason_code, place.field) == (
        "row 2",
        "OUT_OF_RANGE",
        "hold_seconds",
    )
    assert text.startswith("segment_id=held_back, contact_id=good, ")
    assert text.endswith("hold_seconds=-10")
    assert not found.is_before_build
    assert rejects(settings, Filter(limit=2)).found == 8
    assert [place.where for place, _ in rejects(settings, Filter(reason="NULL_KEY")).shown] == [
        "row 6"
    ]


def test_every_file_balances_and_the_unknown_one_is_named(run: Run) -> None:
    with run.connect() as connection:
        audit = connection.execute(
            "select source_file, rows_read, rows_accepted, rows_quarantined from meta_load_audit "
            "order by source_file"
        ).fetchall()
        findings = connection.execute(
            "select table_name, reason_code from meta_load_anomaly "
            "where source_file = 'kontakte.csv'"
        ).fetchall()
    assert audit == [
        ("agent_segments.csv", 2, 1, 1),
        ("agents.csv", 2, 1, 1),
        ("contacts.csv", 6, 1, 5),
        ("kontakte.csv", 0, 0, 0),
    ]
    assert findings == [("(unknown)", "UNREADABLE_FILE")]


def test_a_landing_without_audit_is_not_counted(settings: Settings, run: Run) -> None:
    [data] = (settings.raw / "native" / "contacts").glob("[!_]*.parquet")
    stray = data.with_name("0123456789abcdef.parquet")
    stray.write_bytes(data.read_bytes())
    again = build(settings)
    assert not stray.exists()
    kpis = [published.manifest["marts"]["kpi_daily"]["sha256"] for published in (run, again)]
    assert kpis[0] == kpis[1]


def test_a_stopped_build_leaves_no_one_at_work(settings: Settings) -> None:
    main = [sys.executable, "-c", "from wallboard.cli import main; main()", "build"]
    environment = {**os.environ, "WALLBOARD_HOME": str(settings.home)}
    before = sorted(settings.runs.iterdir())
    stopped = subprocess.Popen(
        main, cwd=PROJECT_DIR, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 60
    while "wallboard build" not in holder(settings) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(2)
    stopped.send_signal(signal.SIGTERM)
    assert stopped.wait(30) == 128 + signal.SIGTERM
    with exclusive(settings, "the next one"):
        assert sorted(settings.runs.iterdir()) == before


def test_a_home_of_the_demo_and_real_data(tmp_path: Path) -> None:
    main = [sys.executable, "-c", "from wallboard.cli import main; main()"]
    environment = {**os.environ, "WALLBOARD_HOME": str(tmp_path / "home")}
    source = tmp_path / "contacts.csv"
    source.write_text(CONTACTS)

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*main, *arguments], env=environment, capture_output=True, text=True, check=False
        )

    (tmp_path / "home" / "demo").mkdir(parents=True)
    assert "demo" in command("ingest", str(source), "--source", "native").stdout
    assert not (tmp_path / "home" / "demo").exists()
    refused = command("demo")
    assert refused.returncode == 2
    assert "already holds landed data" in refused.stderr
