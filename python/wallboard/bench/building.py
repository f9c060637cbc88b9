"""Steps over the whole centre: landing, the two yardsticks, models alone, the full build."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from wallboard.bench.centre import Centre, rows_in
from wallboard.bench.child import Measured, run, size, wallboard
from wallboard.bench.phases import each_node, phases
from wallboard.bench.rows import Row
from wallboard.runs.dbt import PROCESS, environment

HERE = Path(__file__).parent
NO_TESTS = ("--exclude-resource-type", "unit_test", "--exclude-resource-type", "test")


def land(centre: Centre) -> list[Row]:
    """Land the whole delivery in an empty home."""
    shutil.rmtree(centre.home, ignore_errors=True)
    took = _run(centre, wallboard("ingest", str(centre.delivery), "--source", "native"))
    landed = size(centre.home / "raw")
    return [took.row("ingest", bytes=landed, rows=rows_in(centre, "messages"))]


def scan(centre: Centre) -> list[Row]:
    """Read and hash the landed messages, without their text and with it."""
    names = {"scan": "floor.sql", "scan with text": "floor_text.sql"}
    return [_script(centre, name, script)[0] for name, script in names.items()]


def reference(centre: Centre) -> tuple[list[Row], list[list[Any]]]:
    """The ten smart KPIs by hand; the second are id, numerator, denominator, value of each."""
    row, values = _script(centre, "reference", "reference.sql")
    return [row], values


def models(centre: Centre) -> list[Row]:
    """All models and no test, in a build file of their own; then once more with nothing new."""
    work = centre.home / "work"
    file, target = work / "bench.duckdb", work / "bench-target"
    file.unlink(missing_ok=True)
    work.mkdir(exist_ok=True)
    own = {"WALLBOARD_BUILD_FILE": str(file)}
    _parse(centre, target, own)
    messages = rows_in(centre, "messages")
    try:
        took = _dbt(centre, target, own, "build", *NO_TESTS)
        again = _dbt(centre, target, own, "build", *NO_TESTS)
        written = size(file)
    finally:
        file.unlink(missing_ok=True)
    return [
        took.row("models alone", bytes=written, rows=messages),
        Row("models alone: spill", bytes=took.spill_bytes),
        again.row("models alone, nothing new"),
    ]


def build(centre: Centre) -> list[Row]:
    """A full build with tests, gates and publishing; then once more with nothing new.

    dbt has read the project before, as on any day but the first.
    """
    _parse(centre, centre.home / "target", {})
    took = _run(centre, wallboard("build", "--full-refresh"))
    rows = [
        took.row(
            "build",
            bytes=size(centre.home / "work" / "warehouse.duckdb"),
            rows=rows_in(centre, "messages"),
        ),
        *phases(centre.home, took, "build"),
    ]
    again, name = _run(centre, wallboard("build")), "build, nothing new"
    return [
        *rows,
        again.row(name),
        *phases(centre.home, again, name),
        *each_node(centre.home, name),
    ]


def _parse(centre: Centre, target: Path, own: dict[str, str]) -> None:
    """Have dbt read the project once, if it has not; it reads anew if a variable differs."""
    if not (target / "partial_parse.msgpack").exists():
        _dbt(centre, target, own, "parse")


def _dbt(centre: Centre, target: Path, own: dict[str, str], *arguments: str) -> Measured:
    """Run dbt as `wallboard build` does, with variables of its own besides."""
    settings = centre.settings()
    project = str(settings.project_dir)
    command = [sys.executable, *PROCESS, *arguments, "--project-dir", project]
    command += ["--profiles-dir", project, "--target-path", str(target)]
    command += ["--log-path", str(centre.logs)]
    spill = centre.home / "work" / "spill"
    return run(command, environment(settings) | own, centre.logs, spill)


def _run(centre: Centre, command: list[str]) -> Measured:
    return run(command, centre.environment(), centre.logs, centre.home / "work" / "spill")


def _script(centre: Centre, name: str, script: str) -> tuple[Row, list[list[Any]]]:
    """Run a script over the landed files; its times are those of its statements alone."""
    command = [sys.executable, "-m", "wallboard.bench.script", str(HERE / script)]
    took = _run(centre, command)
    said = json.loads(took.output)
    row = Row(
        name,
        said["seconds"],
        said["cpu_seconds"],
        took.peak_bytes,
        rows=rows_in(centre, "messages"),
    )
    return row, said["rows"]
