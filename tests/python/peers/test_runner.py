"""What the runner reports, and what it refuses."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from wallboard.audit import loose_pins
from wallboard.bench.peers import run_peers, runner, why_missing
from wallboard.bench.peers.phase import Phase
from wallboard.bench.peers.processes import family
from wallboard.bench.peers.side_by_side import growth, side_by_side
from wallboard.errors import Mismatch, UsageError, WallboardError
from wallboard.settings import PROJECT_DIR

PHASES = ("start", "load", "reply_gap", "service_level")


def row(name: str, cpu_seconds: float, rows: int = 1000) -> Phase:
    """A row of which only name, CPU and size matter."""
    return Phase(name, cpu_seconds, cpu_seconds, 5_000_000, 0, rows)


def test_a_row_a_peer_and_phase(small_centre: Path, work: Path) -> None:
    rows = run_peers(small_centre, work, ["duckdb", "pandas"])
    assert [r.name for r in rows] == [
        f"{p}/{phase}" for p in ("duckdb", "pandas") for phase in PHASES
    ]
    on_disk = {path.stem: path.stat().st_size for path in (work / "tables").iterdir()}
    start, load, gaps, level = rows[:4]
    assert (start.bytes, start.rows) == (0, 0)
    assert load.bytes == sum(on_disk.values())
    assert gaps.bytes == on_disk["messages"] + on_disk["contacts"]
    assert gaps.rows == load.rows > level.rows > 0
    cores, step = os.cpu_count() or 1, 0.05  # the CPU clock ticks slower than the other one
    assert all(0 <= r.cpu_seconds <= cores * r.seconds + step for r in rows)
    assert all(r.peak_bytes > 10_000_000 for r in rows)


def test_what_cannot_run_is_refused(
    small_centre: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match="'oracle' is no peer; there are duckdb, "):
        run_peers(small_centre, work, ["duckdb", "oracle"])
    monkeypatch.setattr(runner, "why_missing", lambda _: "it is not installed")
    with pytest.raises(UsageError, match="polars cannot run: it is not installed"):
        run_peers(small_centre, work, ["polars"])
    assert list(work.iterdir()) == []


def test_a_centre_without_a_table_is_refused(tmp_path: Path, work: Path) -> None:
    with pytest.raises(UsageError, match="no Parquet of messages"):
        run_peers(tmp_path, work, ["duckdb"])


def test_a_peer_that_fails_says_why(
    small_centre: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WALLBOARD_THREADS", "2")
    prepare = runner.prepared

    def spoilt(centre: Path, folder: Path, settings: object) -> object:
        sizes = prepare(centre, folder, settings)  # type: ignore[arg-type]
        (folder / "messages.parquet").write_bytes(b"no Parquet at all")
        return sizes

    monkeypatch.setattr(runner, "prepared", spoilt)
    with pytest.raises(WallboardError, match=r"duckdb failed: (.|\n)*messages\.parquet"):
        run_peers(small_centre, work, ["duckdb"])


def test_answers_that_differ_are_found(
    small_centre: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = runner._watched

    def misheard(peer: str, tables: Path, scratch: Path) -> object:
        report, seen = watched(peer, tables, scratch)
        if peer == "pandas":
            report["checksums"]["service_level"] = "another"
        return report, seen

    monkeypatch.setattr(runner, "_watched", misheard)
    with pytest.raises(Mismatch, match="peers differ in service_level"):
        run_peers(small_centre, work, ["duckdb", "pandas"])


@pytest.mark.parametrize(
    ("small", "large", "power"),
    [
        (row("a", 1.0, 100), row("a", 10.0, 1000), 1.0),
        (row("a", 1.0, 100), row("a", 100.0, 1000), 2.0),
        (row("a", 0.09, 100), row("a", 10.0, 1000), None),
        (row("a", 1.0, 0), row("a", 1.0, 0), None),
        (row("a", 1.0, 100), row("a", 2.0, 100), None),
    ],
)
def test_growth(small: Phase, large: Phase, power: float | None) -> None:
    assert growth(small, large) == (None if power is None else pytest.approx(power))


def test_side_by_side() -> None:
    small = [
        row("duckdb/reply_gap", 1.0), row("duckdb/service_level", 0.5, 100),
        row("polars/reply_gap", 0.5), row("polars/service_level", 1.0, 100),
    ]  # fmt: skip
    large = [
        row("duckdb/reply_gap", 10.0, 10_000), row("duckdb/service_level", 5.0, 1000),
        row("polars/reply_gap", 20.0, 10_000), row("polars/service_level", 10.0, 1000),
    ]  # fmt: skip
    lines = side_by_side([small, large])
    told = [
        (e["work"], e["rows"], e["cpu_seconds"], e["against_duckdb"], e["growth"]) for e in lines
    ]
    assert told == [
        ("duckdb/reply_gap", 1000, 1.0, 1.0, None),
        ("duckdb/reply_gap", 10_000, 10.0, 1.0, 1.0),
        ("duckdb/service_level", 100, 0.5, 1.0, None),
        ("duckdb/service_level", 1000, 5.0, 1.0, 1.0),
        ("duckdb/both", 1000, 1.5, 1.0, None),
        ("duckdb/both", 10_000, 15.0, 1.0, 1.0),
        ("polars/reply_gap", 1000, 0.5, 0.5, None),
        ("polars/reply_gap", 10_000, 20.0, 2.0, 1.6),
        ("polars/service_level", 100, 1.0, 2.0, None),
        ("polars/service_level", 1000, 10.0, 2.0, 1.0),
        ("polars/both", 1000, 1.5, 1.0, None),
        ("polars/both", 10_000, 30.0, 2.0, 1.3),
    ]


def test_the_lock_of_the_peers_is_exact() -> None:
    lock = PROJECT_DIR / "requirements-bench.lock"
    assert loose_pins(lock) == []
    assert "://" not in lock.read_text(encoding="utf-8")


def is_alive(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("peer", ["pandas", "postgres"])
def test_an_interrupted_peer_leaves_no_process(
    peer: str, small_centre: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if reason := why_missing(peer):
        pytest.skip(f"{peer}: {reason}")
    met: set[int] = set()

    def interrupted(pid: int) -> int:
        met.update(family(pid))
        if len(met) > (peer == "postgres"):  # the server or one of its tools is there as well
            raise KeyboardInterrupt
        return 0

    monkeypatch.setattr(runner, "memory_bytes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_peers(small_centre, work, [peer])
    assert met
    deadline = time.monotonic() + 20  # an orphan that was killed is collected by somebody else
    while (left := [pid for pid in met if is_alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []
