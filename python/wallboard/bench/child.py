"""One step as a process of its own: how long, how much of the cores, how much memory and spill."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from wallboard.bench.rows import Row
from wallboard.errors import WallboardError

LAUNCH = Path(__file__).with_name("launch.py")
MAIN = "from wallboard.cli import main; main()"
WATCH_EVERY = 0.25  # seconds between two looks at the spill
SHOWN_LINES = 15


@dataclass(frozen=True, slots=True)
class Measured:
    """What one process and its children took.

    ``started`` is seconds since 1970; ``peak_bytes`` is the memory of the largest process, not of
    all together; ``spill_bytes`` is the largest size seen.
    """

    started: float
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    spill_bytes: int
    output: str

    def row(self, name: str, *, bytes: int | None = None, rows: int | None = None) -> Row:
        """The same as a line of the benchmark."""
        return Row(name, self.seconds, self.cpu_seconds, self.peak_bytes, bytes, rows)


def wallboard(*arguments: str) -> list[str]:
    """The command that runs this project's command line."""
    return [sys.executable, "-c", MAIN, *arguments]


def run(command: list[str], environment: Mapping[str, str], logs: Path, spill: Path) -> Measured:
    """Run a command to its end; raise `WallboardError` with what it said last if it fails."""
    logs.mkdir(parents=True, exist_ok=True)
    report, said, complained = (logs / name for name in ("report.json", "stdout", "stderr"))
    report.unlink(missing_ok=True)
    launch = [sys.executable, "-I", "-S", str(LAUNCH), str(report), *command]
    with (
        said.open("wb") as stdout,
        complained.open("wb") as stderr,
        _watched(spill) as seen,
        subprocess.Popen(launch, env=dict(environment), stdout=stdout, stderr=stderr) as process,
    ):
        try:
            process.wait()
        except BaseException:
            process.terminate()
            raise
    figures = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    if figures.get("exit_code") != 0:
        lines = [*_lines(said), *_lines(complained)][-SHOWN_LINES:]
        text = "\n".join(f"  {line}" for line in lines)
        raise WallboardError(
            f"a step ended with exit code {figures.get('exit_code')}: "
            f"{' '.join(command[3:])}\n{text}\nAll it said is in {logs}"
        )
    return Measured(
        figures["started"],
        figures["seconds"],
        figures["cpu_seconds"],
        figures["peak_bytes"],
        max(seen),
        said.read_text(encoding="utf-8"),
    )


def size(path: Path) -> int:
    """Bytes of a file, or of all files below a folder; 0 where there is none."""
    if path.is_file():
        return path.stat().st_size
    total = 0
    for folder, _, names in os.walk(path):  # what goes while we look is passed over
        for name in names:
            with suppress(FileNotFoundError):
                total += Path(folder, name).lstat().st_size
    return total


@contextmanager
def _watched(folder: Path) -> Iterator[list[int]]:
    """Look at a folder's size again and again; the list holds what was seen."""
    seen, is_over = [0], threading.Event()

    def watch() -> None:
        while not is_over.wait(WATCH_EVERY):
            seen[0] = max(seen[0], size(folder))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        is_over.set()
        watcher.join()


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()
