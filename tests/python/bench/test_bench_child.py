"""What a process took: with its children, without its parent."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from wallboard.bench.child import run, size
from wallboard.errors import WallboardError

MEGABYTE = 1_000_000
BUSY = """
import subprocess, sys, time
grandchild = "x = bytearray(200_000_000); import time; began = time.process_time()\\n"
grandchild += "while time.process_time() - began < 0.3: pass"
subprocess.run([sys.executable, "-c", grandchild], check=True)
print("done")
"""
SPILLING = """
import pathlib, time
path = pathlib.Path("{spill}") / "some.tmp"
path.parent.mkdir()
path.write_bytes(bytes(3_000_000)); time.sleep(1); path.unlink()
"""


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_children_of_the_child_count(tmp_path: Path) -> None:
    took = run(python(BUSY), os.environ, tmp_path, tmp_path / "spill")
    assert took.output == "done\n"
    assert took.cpu_seconds >= 0.3
    assert took.seconds >= 0.3
    assert 200 * MEGABYTE < took.peak_bytes < 300 * MEGABYTE
    assert took.spill_bytes == 0


def test_the_memory_of_the_parent_does_not_count(tmp_path: Path) -> None:
    mine = bytearray(300 * MEGABYTE)
    took = run(python("pass"), os.environ, tmp_path, tmp_path / "spill")
    assert took.peak_bytes < 50 * MEGABYTE < len(mine)


def test_what_is_spilled_and_gone_is_seen(tmp_path: Path) -> None:
    spill = tmp_path / "spill"
    took = run(python(SPILLING.format(spill=spill)), os.environ, tmp_path / "logs", spill)
    assert took.spill_bytes == 3 * MEGABYTE
    assert list(spill.iterdir()) == []


def test_a_folder_that_goes_while_it_is_looked_at_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(path: str) -> None:
        raise FileNotFoundError(path)

    (tmp_path / "some.tmp").write_bytes(bytes(10))
    assert size(tmp_path) == 10
    monkeypatch.setattr(os, "scandir", gone)
    assert size(tmp_path) == 0


def test_a_failure_is_told_in_the_words_of_the_step(tmp_path: Path) -> None:
    with pytest.raises(WallboardError, match=r"exit code 3: ping\n(.|\n)*no luck"):
        run(
            [*python("import sys; print('no luck', file=sys.stderr); sys.exit(3)"), "ping"],
            os.environ,
            tmp_path,
            tmp_path / "spill",
        )
