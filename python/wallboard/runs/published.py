"""Published runs: immutable directories, and the pointer to the one that counts."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from wallboard.durable import fsync_directory as fsync_directory
from wallboard.engine import sealed
from wallboard.errors import Mismatch, UsageError
from wallboard.settings import Settings

RUN_ID = "%Y%m%dT%H%M%S%fZ"
RUN_NAME = re.compile(r"\d{8}T\d{12}Z")


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
    def restricted(self) -> Run | None:
        """The part of the run that is for few eyes, of the same inner form; None without one."""
        part = self.path.parent.parent / "restricted" / self.run_id
        return Run(part) if part.exists() else None

    @property
    def published_at(self) -> datetime:
        """When it was published, as its name tells."""
        return datetime.strptime(self.run_id, RUN_ID).replace(tzinfo=UTC)

    @property
    def size(self) -> int:
        """Bytes on disk, the restricted part included."""
        parts = [self.path, *([self.restricted.path] if self.restricted else [])]
        return sum(f.stat().st_size for part in parts for f in part.rglob("*") if f.is_file())

    @property
    def manifest(self) -> dict[str, Any]:
        """What was published, from what, by which versions."""
        path = self.path / "manifest.json"
        try:
            manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise Mismatch(
                f"{path} is damaged ({error}); publish with `wallboard build`"
            ) from error
        return manifest

    @property
    def stamp(self) -> str:
        """How fresh and how good the run's figures are, in a line to stand below them."""
        manifest = self.manifest
        badge = (manifest.get("quality") or {}).get("badge", "not judged")
        return (
            f"Run {self.run_id}, data up to {manifest.get('as_of') or 'nothing'} (UTC), "
            f"quality gates: {badge}"
        )

    @property
    def is_readable(self) -> bool:
        """Whether its manifest says what it holds."""
        try:
            return bool(self.manifest)
        except Mismatch:
            return False

    def files(self, mart: str) -> dict[str, dict[str, Any]]:
        """Rows and SHA-256 of a mart's Parquet files, by their path below the run, in order.

        There is none of a mart that the run does not have.
        """
        described = self.manifest["marts"].get(mart)
        if described is None:
            return {}
        files: dict[str, dict[str, Any]] = described.get("files", {f"{mart}.parquet": described})
        return files

    def damaged(self) -> list[str]:
        """Files of marts that are not, byte for byte, what was published."""
        manifest = self.manifest
        published = {
            name: file for mart in manifest["marts"] for name, file in self.files(mart).items()
        }
        if "database" in manifest:
            published[self.database.name] = manifest["database"]
        return [
            name for name, file in published.items() if sha256(self.path / name) != file["sha256"]
        ]

    @contextmanager
    def connect(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A read-only connection that can reach no other file."""
        with sealed(self.database) as connection:
            yield connection


def current_run(settings: Settings) -> Run:
    """The run that ``current`` points to; raise `UsageError` if none was ever published."""
    run = pointed_at(settings)
    if run is None:
        raise UsageError(
            f"{settings.home} holds no published run; run `wallboard build` (or `wallboard demo`)"
        )
    return run


def pointed_at(settings: Settings) -> Run | None:
    """The run that ``current`` points to, if there is one."""
    pointer = settings.home / "current"
    return Run(pointer.resolve()) if pointer.exists() else None


def published_runs(settings: Settings) -> list[Run]:
    """Every run, newest first; the pointer may be at any of them. Folders of other names are not
    ours: somebody's copies.
    """
    folders = [path for path in settings.runs.glob("*") if RUN_NAME.fullmatch(path.name)]
    return [Run(path) for path in sorted(folders, key=lambda path: path.name, reverse=True)]


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


def sha256(path: Path) -> str | None:
    """The SHA-256 of a file; None where there is none."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
