"""CPU and memory of a process, its children and what became of them."""

from __future__ import annotations

import os
import resource
import subprocess
import sys

from wallboard.bench.peers.processes import (
    cpu_seconds,
    family,
    forget_peak,
    memory_bytes,
    peak_bytes,
)

BURN = "import time\nwhile time.process_time() < 0.3: pass"
HOLD = "held = bytearray(60_000_000)\nprint('held', flush=True)\ninput()"


def test_a_child_that_ended_still_counts() -> None:
    before, told = cpu_seconds(os.getpid()), resource.getrusage(resource.RUSAGE_CHILDREN)
    # through a shell, so that it is a grandchild
    subprocess.run(["sh", "-c", f'"$0" -c "{BURN}"; true', sys.executable], check=True)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    of_children = spent.ru_utime + spent.ru_stime - told.ru_utime - told.ru_stime
    used = cpu_seconds(os.getpid()) - before
    assert used >= of_children - 0.05
    assert used >= 0.25


def test_a_living_child_counts() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", BURN + "\n" + HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdin and child.stdout
        assert child.stdout.readline() == b"held\n"
        assert family(os.getpid())[0] == os.getpid()
        assert child.pid in family(os.getpid())
        assert cpu_seconds(child.pid) >= 0.25
        assert memory_bytes(child.pid) > 60_000_000
        assert memory_bytes(os.getpid()) > memory_bytes(child.pid)
        assert peak_bytes(child.pid) > 60_000_000
        child.stdin.close()
    assert child.pid not in family(os.getpid())
    assert (memory_bytes(child.pid), cpu_seconds(child.pid)) == (0, 0)


def test_a_peak_is_forgotten() -> None:
    held = bytearray(80_000_000)
    high = peak_bytes(os.getpid())
    del held
    forget_peak()
    assert peak_bytes(os.getpid()) < high - 40_000_000
