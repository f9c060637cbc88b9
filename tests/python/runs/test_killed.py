"""Killed at any instant, a command leaves what was there before, and the next one tidies up."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from small_build import assert_whole, drafts, prepare, publish_small

from wallboard.landing import drop_unfinished, ingest
from wallboard.landing.compact import compact
from wallboard.runs import current_run
from wallboard.runs.lock import exclusive, holder
from wallboard.runs.published import point_to, published_runs
from wallboard.runs.rollback import roll_back
from wallboard.settings import PROJECT_DIR, Settings
from wallboard.synth import generate

SEED = 20
ROWS = 50_000


def act(settings: Settings, action: str, *rest: object, touch: int = 0, after: float = 0) -> str:
    """Let a process do it and die then and there; give what it said if it outlived it."""
    script = Path(__file__).with_name("killed.py")
    done = subprocess.run(
        [sys.executable, str(script), action, *map(str, (settings.home, touch, after, *rest))],
        cwd=PROJECT_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    assert not touch or done.returncode == -signal.SIGKILL
    return done.stdout


def points(lived: dict[str, Any], at_touches: int, at_times: int) -> list[dict[str, float]]:
    """Where to die, out of what a process told that lived: the same ones in every run."""
    draw = random.Random(SEED)
    touches = [draw.randint(1, lived["touches"]) for _ in range(at_touches)]
    times = [draw.uniform(0.02, lived["seconds"]) for _ in range(at_times)]
    return [{"touch": touch} for touch in touches] + [{"after": time} for time in times]


def test_killed_while_publishing(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", keep_runs=3)
    for number in range(3):
        publish_small(prepare(settings, number))
    lived = json.loads(act(prepare(settings, 3, rows=ROWS), "publish"))
    # A folder or the pointer is about to move; a run is half removed; and anywhere.
    moments = [{"touch": touch} for touch in (*lived["moves"], *lived["removals"][1:9:3])]
    assert len(lived["moves"]) == 5
    for number, point in enumerate([*moments, *points(lived, 3, 3)], start=4):
        before = [run.run_id for run in published_runs(settings)]
        act(prepare(settings, number, rows=ROWS), "publish", **point)
        assert_whole(settings)
        assert all(run.restricted for run in published_runs(settings))
        assert current_run(settings).run_id >= before[0]
        assert holder(settings) == ""
        after = publish_small(settings)
        assert drafts(settings.home) == []
        assert_whole(settings)
        with current_run(settings).connect() as connection:
            numbers = connection.execute("select distinct number from kpi_daily").fetchall()
        assert numbers == [(number,)]
        runs = published_runs(settings)
        assert runs[0].run_id == after.run_id
        assert len(runs) == settings.keep_runs
        parts = sorted(path.name for path in settings.restricted.iterdir())
        assert parts == sorted(run.run_id for run in runs)


def test_killed_while_going_back(tmp_path: Path) -> None:
    settings = prepare(Settings(home=tmp_path / "home"))
    older, newer = publish_small(settings), publish_small(settings)
    lived = json.loads(act(settings, "rollback"))
    point_to(settings, newer)
    for touch in (*lived["moves"], lived["touches"]):
        act(settings, "rollback", touch=touch)
        assert current_run(settings).run_id in {older.run_id, newer.run_id}
        assert_whole(settings)
        with exclusive(settings, "wallboard rollback"):
            roll_back(settings, newer.run_id)
        assert current_run(settings).run_id == newer.run_id
        assert drafts(settings.home) == []


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small delivery with broken rows, of every table of the contract."""
    out = tmp_path_factory.mktemp("delivery") / "raw"
    generate(out, contacts=80, days=1, seed=SEED, fault_rate=0.1)
    return out


def landed(settings: Settings) -> dict[tuple[str, str], tuple[int, ...]]:
    """Counts of every landed file; each audit row has its data, row for row."""
    with duckdb.connect() as connection:
        audit = connection.execute(
            "select batch_id, table_name, source_file, rows_read, rows_accepted, rows_quarantined "
            f"from read_parquet('{settings.raw}/_audit/*.parquet')"
        ).fetchall()
        for batch, table, _, read, accepted, quarantined in audit:
            data = settings.raw / "native" / table / f"{batch}.parquet"
            rows = connection.execute(f"select count(*) from read_parquet('{data}')").fetchone()
            assert rows == (accepted,)
            assert read == accepted + quarantined
    return {(table, file): tuple(counts) for _, table, file, *counts in audit}


def test_killed_while_landing(delivery: Path, tmp_path: Path) -> None:
    whole = Settings(home=tmp_path / "whole")
    lived = json.loads(act(whole, "ingest", delivery))
    expected = landed(whole)
    assert len(expected) >= 20
    for number, point in enumerate(points(lived, 4, 2)):
        settings = Settings(home=tmp_path / f"home{number}")
        act(settings, "ingest", delivery, **point)
        if (settings.raw / "_audit" / "_schema.parquet").exists():
            assert landed(settings).items() <= expected.items()
        assert holder(settings) == ""
        with exclusive(settings, "wallboard ingest"):
            ingest([delivery], "native", settings=settings)
            drop_unfinished(settings)
        assert landed(settings) == expected
        assert drafts(settings.home) == []
        files = {path.stem for path in settings.raw.glob("native/*/[!_]*.parquet")}
        assert files == {path.stem for path in settings.raw.glob("_audit/[!_]*.parquet")}
        shutil.rmtree(settings.home)


def rows_seen(settings: Settings) -> list[tuple[Any, ...]] | None:
    """Every landed contact as a reader finds it; None where no reader finds the table at all."""
    folder = settings.raw / "native" / "contacts"
    if not folder.exists():
        return None
    with duckdb.connect() as connection:
        return connection.execute(
            f"select * from read_parquet('{folder}/*.parquet', union_by_name = true) order by all"
        ).fetchall()


def test_killed_while_compacting(tmp_path: Path) -> None:
    whole = Settings(home=tmp_path / "whole")
    for day in ("01-06", "01-07", "01-08", "02-03"):
        file = tmp_path / day / "contacts.csv"
        file.parent.mkdir()
        file.write_text(
            "contact_id,source_system,channel,started_at\n"
            + "".join(f"{day}-{n},pbx,voice,2025-{day}T08:00:00Z\n" for n in range(5)),
            encoding="utf-8",
        )
        ingest([file], "native", settings=whole)
    expected = rows_seen(whole)
    assert expected is not None
    assert len(expected) == 20

    def copied(name: str) -> Settings:
        shutil.copytree(whole.home, tmp_path / name)
        return Settings(home=tmp_path / name)

    lived = json.loads(act(copied("lived"), "compact"))
    assert len(lived["moves"]) == 3  # the draft of the file, and the two folders
    moments = {*lived["moves"], *(at + 1 for at in lived["moves"]), *lived["removals"]}
    hidden = 0
    for touch in sorted(at for at in moments if at <= lived["touches"]):
        settings = copied(f"home{touch}")
        act(settings, "compact", touch=touch)
        seen = rows_seen(settings)
        hidden += seen is None
        assert seen in (None, expected)
        with exclusive(settings, "wallboard compact"):
            assert rows_seen(settings) == expected
            compact(settings)
            drop_unfinished(settings)
        assert rows_seen(settings) == expected
        assert len(list((settings.raw / "native" / "contacts").glob("[!_]*.parquet"))) == 2
        assert drafts(settings.home) == []
        assert list(settings.raw.rglob("*.replaced")) == []
    assert hidden == 1  # between the two moves: an error to readers, and no wrong figure
