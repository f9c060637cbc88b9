"""Each peer in a child process, one after the other, watched from outside."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from wallboard.bench.peers.available import PEERS, why_missing
from wallboard.bench.peers.child import Stop
from wallboard.bench.peers.phase import Phase
from wallboard.bench.peers.processes import PROC, memory_bytes
from wallboard.bench.peers.tables import Size, prepared
from wallboard.errors import Mismatch, UsageError, WallboardError
from wallboard.settings import Settings

PAUSE = 0.2  # seconds between two looks at a child's memory
READ = {
    "start": (),
    "load": ("messages", "contacts", "queue_segments", "queues"),
    "reply_gap": ("messages", "contacts"),
    "service_level": ("queue_segments", "contacts", "queues"),
}


def run_peers(parquet: Path, work: Path, peers: Sequence[str]) -> list[Phase]:
    """Let each peer do the work over the centre ``parquet``; a row a peer and phase.

    A row's name is ``<peer>/<phase>``; its ``bytes`` are the Parquet that the phase reads, its
    ``rows`` those of the table it is about. Answers are left in ``work/<peer>/``. Raises
    `UsageError` for a peer that is unknown or cannot run here, `Mismatch` if two answers differ.
    """
    _check(peers)
    work = work.resolve()
    sizes = prepared(parquet, work / "tables", replace(Settings.from_env(), home=work))
    rows: list[Phase] = []
    checksums: dict[str, dict[str, str]] = {}
    for peer in peers:
        scratch = work / peer
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        begun = time.monotonic()
        report, seen = _watched(peer, work / "tables", scratch)
        stops = [Stop("", begun, 0.0, 0), *(Stop(**stop) for stop in report["stops"])]
        rows += [_phase(peer, last, stop, seen, sizes) for last, stop in pairwise(stops)]
        checksums[peer] = report["checksums"]
    for question in ("reply_gap", "service_level"):
        found = {peer: checksums[peer][question] for peer in peers}
        if len(set(found.values())) > 1:
            raise Mismatch(f"peers differ in {question}: {found}; their answers lie in {work}")
    return rows


def _check(peers: Sequence[str]) -> None:
    for peer in peers:
        if peer not in PEERS:
            raise UsageError(f"{peer!r} is no peer; there are {', '.join(PEERS)}")
        if reason := why_missing(peer):
            raise UsageError(f"{peer} cannot run: {reason}")
    if not (PROC / "self" / "smaps_rollup").exists():
        raise UsageError("memory and CPU of other processes are read from Linux's /proc")


def _watched(peer: str, tables: Path, scratch: Path) -> tuple[dict[str, Any], dict[float, int]]:
    """Run a peer; what it reports, and the bytes its processes held at moments in between."""
    command = [sys.executable, "-m", f"wallboard.bench.peers.{peer}", str(tables), str(scratch)]
    seen: dict[float, int] = {}
    with (scratch / "stderr").open("wb") as log:
        # in a session of its own, so that a server or a JVM can be ended with it
        child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, start_new_session=True
        )
    try:
        while child.poll() is None:
            seen[time.monotonic()] = memory_bytes(child.pid)
            time.sleep(PAUSE)
        said = child.communicate()[0].decode()
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGINT)  # so that it puts away what it made
            child.wait()
            with suppress(ProcessLookupError):  # a JVM that was about to start may stay
                os.killpg(child.pid, signal.SIGKILL)
    if child.returncode:
        raise WallboardError(f"{peer} failed: {(scratch / 'stderr').read_text()[-2000:]}")
    return json.loads(said.splitlines()[-1]), seen


def _phase(
    peer: str, last: Stop, stop: Stop, seen: dict[float, int], sizes: dict[str, Size]
) -> Phase:
    """The phase between two stops."""
    within = [size for at, size in seen.items() if last.at <= at <= stop.at]
    read = READ[stop.phase]
    return Phase(
        name=f"{peer}/{stop.phase}",
        seconds=stop.at - last.at,
        cpu_seconds=stop.cpu_seconds - last.cpu_seconds,
        peak_bytes=max([stop.peak_bytes, *within]),
        bytes=sum(sizes[table].bytes for table in read),
        rows=sizes[read[0]].rows if read else 0,
    )
