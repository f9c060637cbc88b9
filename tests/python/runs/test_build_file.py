"""A build file that cannot be opened is told in words, and never lost without a trace."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from small_build import prepare, publish_small

from wallboard.errors import Locked, Mismatch, OutOfResources, WallboardError
from wallboard.landing import ensure_layout
from wallboard.runs import buildfile, dbt
from wallboard.runs.buildfile import build_file, check_build_file
from wallboard.settings import Settings

OPEN = "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print('open', flush=True); "
HOLD = OPEN + "time.sleep(float(sys.argv[2]))"
DIE = OPEN + "c.execute('create table late as from range(9)'); import os; os.kill(os.getpid(), 9)"
ROWS = 100_000


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home whose build file holds one table."""
    settings = Settings(home=tmp_path)
    path = build_file(settings)
    path.parent.mkdir()
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"create table numbers as select hash(i) as n from range({ROWS}) t(i)")
    return settings


def child(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Run Python beside us until it has opened the file."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def count(settings: Settings, table: str) -> int:
    with duckdb.connect(str(build_file(settings)), read_only=True) as connection:
        [rows] = connection.execute(f"select count(*) from {table}").fetchone() or (0,)
    return int(rows)


def set_aside(settings: Settings) -> list[str]:
    return sorted(path.name for path in build_file(settings).parent.glob("*.broken-*"))


def test_none_and_a_good_one_are_well(settings: Settings) -> None:
    check_build_file(settings)
    assert count(settings, "numbers") == ROWS
    build_file(settings).unlink()
    check_build_file(settings)
    assert not build_file(settings).exists()


def test_one_that_is_held_names_its_holder(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buildfile, "PAUSE_SECONDS", 0.01)
    holder = child(HOLD, build_file(settings), 60)
    try:
        with pytest.raises(Locked, match=rf"process {holder.pid} \(.*import duckdb") as failure:
            check_build_file(settings)
    finally:
        holder.kill()
        holder.wait()
    assert failure.value.exit_code == 5
    assert set_aside(settings) == []
    check_build_file(settings)


def test_one_that_is_held_for_a_moment_is_waited_for(settings: Settings) -> None:
    with child(HOLD, build_file(settings), 0.7):
        check_build_file(settings)


def test_one_that_we_ourselves_hold_is_not_called_damaged(settings: Settings) -> None:
    with (
        duckdb.connect(str(build_file(settings))),
        pytest.raises(WallboardError, match="could not be opened"),
    ):
        check_build_file(settings)
    assert set_aside(settings) == []


def forge_version(path: Path, storage: int, name: bytes) -> None:
    """Make a file look as if another DuckDB had written it; its header's checksum is right."""
    content = bytearray(path.read_bytes())
    content[12:20] = struct.pack("<Q", storage)
    content[52:68] = name.ljust(16, b"\0")
    checksum = 5381
    for (word,) in struct.iter_unpack("<Q", content[8:4096]):
        checksum ^= word * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    content[:8] = struct.pack("<Q", checksum)
    path.write_bytes(content)


def test_one_of_a_newer_duckdb_names_both_versions(settings: Settings) -> None:
    path = build_file(settings)
    forge_version(path, 64, b"v9.1.0")
    check_build_file(settings)  # a newer DuckDB that wrote what ours can read
    forge_version(path, 9_999, b"v9.1.0")
    with pytest.raises(Mismatch) as failure:
        check_build_file(settings)
    said = str(failure.value)
    assert failure.value.exit_code == 7
    for word in ("v9.1.0", "9999", f"v{duckdb.__version__}", "--full-refresh"):
        assert word in said
    assert set_aside(settings) == []
    assert path.exists()


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: path.write_bytes(path.read_bytes()[:-4_096]),
        lambda path: path.write_bytes(path.read_bytes()[:100]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no database " * 9_999),
        lambda path: flip(path, 30),
        lambda path: (flip(path, 4_200), flip(path, 8_300)),
    ],
    ids=[
        "half",
        "the last page",
        "a hundred bytes",
        "empty",
        "no database",
        "header",
        "both roots",
    ],
)
def test_a_broken_one_is_set_aside(settings: Settings, damage: Callable[[Path], None]) -> None:
    path = build_file(settings)
    damage(path)
    broken = path.read_bytes()
    with pytest.raises(Mismatch, match="wallboard build") as failure:
        check_build_file(settings)
    [kept] = set_aside(settings)
    assert failure.value.exit_code == 7
    assert kept in str(failure.value)
    assert (path.parent / kept).read_bytes() == broken
    assert not path.exists()
    check_build_file(settings)


def with_log(settings: Settings) -> Path:
    """Leave the log of a process that was killed in the midst of its work."""
    with child(DIE, build_file(settings)) as killed:
        assert killed.wait() == -signal.SIGKILL
    return build_file(settings).with_name("warehouse.duckdb.wal")


def test_the_log_of_a_killed_build_is_replayed(settings: Settings) -> None:
    log = with_log(settings)
    assert log.stat().st_size > 0
    check_build_file(settings)
    assert count(settings, "late") == 9
    assert set_aside(settings) == []


def test_a_broken_log_is_set_aside_with_its_file(settings: Settings) -> None:
    log = with_log(settings)
    flip(log, 40)
    with pytest.raises(Mismatch, match="replaying"):
        check_build_file(settings)
    file, kept_log = set_aside(settings)
    assert kept_log == f"{file}.wal"
    assert not log.exists()


def test_only_the_last_broken_ones_are_kept(settings: Settings) -> None:
    seen = []
    for _ in range(3):
        build_file(settings).write_bytes(os.urandom(5_000))
        with pytest.raises(Mismatch):
            check_build_file(settings)
        seen += set_aside(settings)
        assert len(seen) == len(set(seen))
    assert set_aside(settings) == seen[-1:]


def test_what_a_killed_build_spilled_is_removed(settings: Settings) -> None:
    spill = settings.home / "work" / "spill"
    spill.mkdir()
    (spill / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"spilled")
    check_build_file(settings)
    assert not spill.exists()


@pytest.mark.parametrize(
    ("said", "kind", "is_set_aside"),
    [
        ("Could not set lock on file: Conflicting lock is held in x (PID 1)", Locked, False),
        ("Corrupt database file: computed checksum 1 does not match", Mismatch, True),
        ('Could not read enough bytes from file "{path}"', Mismatch, True),
        ('Could not read enough bytes from file "landed.parquet"', WallboardError, False),
        ("OSError: [Errno 28] No space left on device", OutOfResources, False),
        ("a model broke", WallboardError, False),
    ],
)
def test_what_dbt_meets_later_is_told_alike(
    settings: Settings, said: str, kind: type[WallboardError], is_set_aside: bool
) -> None:
    text = said.format(path=build_file(settings))
    # what is said last need not be the cause
    said_by_dbt = [text, *["  File logger.py, in a log that cannot be written either"] * 20]
    failure = dbt._failure(settings, settings.home / "none.json", said_by_dbt)
    assert type(failure) is kind
    assert bool(set_aside(settings)) == is_set_aside


def test_one_that_is_taken_after_the_look(settings: Settings) -> None:
    ensure_layout(settings)
    holder = child(HOLD, build_file(settings), 600)
    try:
        with pytest.raises(Locked, match=f"process {holder.pid}"):
            dbt.run_dbt(settings, ["show", "--inline", "select 1 as one"])
    finally:
        holder.kill()
        holder.wait()


def test_damage_inside_is_met_while_publishing(settings: Settings) -> None:
    build_file(settings).unlink()
    prepare(settings)
    before = publish_small(settings)
    prepare(settings, number=2, rows=200_000)
    path = build_file(settings)
    for at in range(1_000_000, path.stat().st_size, 50_000):
        flip(path, at)
    with pytest.raises(Mismatch):
        publish_small(settings)
    assert len(set_aside(settings)) == 1
    assert [run.name for run in settings.runs.iterdir()] == [before.run_id]
