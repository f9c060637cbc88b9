"""Published runs: immutable directories, and the pointer to the one that counts."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from wallboard.errors import UsageError
from wallboard.settings import Settings


@dataclass(frozen=True, slots=True)
class Run:
    """One published run: a directory of Parquet, a read-only database and a manifest."""

    path: Path

    @property
    def run_id(self) -> str:
        """Name of the run, in the order of time."""
        return self.path.name

    @property
    def database(self) -> Path:
        """DuckDB file with every mart."""
        return self.path / "marts.duckdb"

    @property
    def manifest(self) -> dict[str, Any]:
        """What was published, from what, by which versions."""
        text = (self.path / "manifest.json").read_text(encoding="utf-8")
        manifest: dict[str, Any] = json.loads(text)
        return manifest

    @contextmanager
    def connect(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A read-only connection that can reach no other file."""
        connection = duckdb.connect(str(self.database), read_only=True)
        try:
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
            yield connection
        finally:
            connection.close()


def current_run(settings: Settings) -> Run:
    """The run that ``current`` points to; raise `UsageError` if none was ever published."""
    pointer = settings.home / "current"
    if not pointer.exists():
        raise UsageError(
            f"{settings.home} holds no published run; run `wallboard build` (or `wallboard demo`)"
        )
    return Run(pointer.resolve())


def build_file_stamp(warehouse: Path) -> dict[str, int]:
    """What tells one state of the private build file from another."""
    seen = warehouse.stat()
    return {"bytes": seen.st_size, "modified_ns": seen.st_mtime_ns}


def point_to(settings: Settings, run: Run) -> None:
    """Move ``current`` to a run in one step; readers see the old run or the new one."""
    pointer = settings.home / "current"
    swap = settings.home / f"current.{os.getpid()}.tmp"
    swap.unlink(missing_ok=True)
    swap.symlink_to(Path("runs") / run.run_id)
    swap.replace(pointer)
    fsync_directory(settings.home)


def fsync_directory(path: Path) -> None:
    """Make a directory's entries survive a crash."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
