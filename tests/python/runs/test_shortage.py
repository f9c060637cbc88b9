"""A full disk or too little memory ends a command with exit code 6, and costs nothing else."""

from __future__ import annotations

import os
import resource
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import yaml
from small_build import assert_whole, drafts, prepare, publish_small

from wallboard.errors import OutOfResources
from wallboard.landing import ingest
from wallboard.runs import current_run
from wallboard.runs.lock import exclusive
from wallboard.settings import PROJECT_DIR, Settings

MAIN = [sys.executable, "-c", "from wallboard.cli import main; main()"]
LEFT = 120_000  # bytes
MANY = 1_200_000  # rows, more than the memory that they are sorted in
HEADER = "contact_id,source_system,channel,started_at\n"


@pytest.fixture(params=["a full disk", "a limit of file size"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A home on a disk of its own, if we may have one and are to; else a plain folder."""
    home = tmp_path / "home"
    home.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=40m", "none", str(home)]
    wanted = request.param == "a full disk"
    mounted = wanted and not subprocess.run(command, capture_output=True, check=False).returncode
    yield home
    if mounted:
        subprocess.run(["umount", str(home)], check=True)


@contextmanager
def scarce(home: Path) -> Iterator[None]:
    """Leave next to no room: fill the home's disk, or forbid files of any size."""
    if home.is_mount():
        filler = home / "filler"
        room = os.statvfs(home)
        filler.write_bytes(bytes(max(room.f_bavail * room.f_frsize - LEFT, 0)))
        yield
        filler.unlink()
        return
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LEFT, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_while_publishing(home: Path) -> None:
    settings = prepare(Settings(home=home))
    before = publish_small(settings)
    prepare(settings, number=2, rows=50_000)
    with scarce(home):
        with pytest.raises(OutOfResources, match="previous run stands") as failure:
            publish_small(settings)
        assert failure.value.exit_code == 6
        assert drafts(home) == []
        assert [path.name for path in settings.runs.iterdir()] == [before.run_id]
        assert [path.name for path in settings.restricted.iterdir()] == [before.run_id]
        assert current_run(settings).run_id == before.run_id
        assert_whole(settings)
    assert publish_small(settings).run_id > before.run_id


def test_while_landing(home: Path, tmp_path: Path) -> None:
    settings = Settings(home=home)
    small, large = tmp_path / "small" / "contacts.csv", tmp_path / "large" / "contacts.csv"
    for path, rows in ((small, 3), (large, 30_000)):
        path.parent.mkdir()
        lines = [f"{secrets.token_hex(16)},s,voice,2025-01-06T08:00:00Z\n" for _ in range(rows)]
        path.write_text(HEADER + "".join(lines))
    ingest([small], "native", settings=settings)
    kept = sorted(settings.raw.rglob("*"))
    with scarce(home):
        with pytest.raises(OutOfResources, match=r"contacts\.csv.*Nothing of it was landed"):
            ingest([large], "native", settings=settings)
        assert drafts(home) == []
        assert sorted(settings.raw.rglob("*")) == kept
    with exclusive(settings, "wallboard ingest"):
        [report] = ingest([large], "native", settings=settings).files
    assert report.rows_accepted == 30_000


@pytest.mark.parametrize(
    ("command", "limit"),
    [(["ingest", ".", "--source", "native"], 0), (["rollback"], 0), (["build"], 2_000_000)],
    ids=["ingest, not even the lock", "rollback, not even the lock", "build, dbt's own files"],
)
def test_no_room_for_a_command(tmp_path: Path, command: list[str], limit: int) -> None:
    settings = Settings(home=tmp_path)
    publish_small(prepare(settings))
    before = publish_small(prepare(settings))
    done = subprocess.run(
        [*MAIN, *command],
        cwd=PROJECT_DIR,
        env={**os.environ, "WALLBOARD_HOME": str(tmp_path)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 6, done.stderr
    assert "Traceback" not in done.stderr
    assert current_run(settings).run_id == before.run_id
    assert_whole(settings)
    assert drafts(tmp_path) == []


@pytest.mark.parametrize("spill", ["1MB", "2GB"])
def test_what_memory_does_not_hold_is_spilled_up_to_the_limit(tmp_path: Path, spill: str) -> None:
    ample = Settings(home=tmp_path, threads=1)
    before = publish_small(prepare(ample))
    prepare(ample, number=2, rows=MANY)
    short = replace(ample, memory="56MB", spill=spill)
    if spill == "2GB":
        assert publish_small(short).manifest["marts"]["kpi_daily"]["rows"] == MANY
        return
    with pytest.raises(OutOfResources, match="WALLBOARD_SPILL"):
        publish_small(short)
    assert current_run(ample).run_id == before.run_id
    assert drafts(tmp_path) == []


def test_dbt_is_told_the_folder_to_spill_to_once() -> None:
    profile = yaml.safe_load((PROJECT_DIR / "profiles.yml").read_text())
    output = profile["wallboard"]["outputs"]["duckdb"]
    # What stands under settings is set for every model, and that is why this must not:
    with duckdb.connect(config={"memory_limit": "20MB", "threads": 1}) as connection:
        connection.execute("set temp_directory = '/tmp'")
        connection.execute("create table t as select uuid() as id from range(2_000_000)")
        connection.execute("set max_temp_directory_size = '20GB'")
        with pytest.raises(duckdb.Error, match="Cannot switch temporary directory"):
            connection.execute("set temp_directory = '/tmp'")
    assert "temp_directory" in output["config_options"]
    assert "temp_directory" not in output["settings"]
    assert "max_temp_directory_size" in output["settings"]
