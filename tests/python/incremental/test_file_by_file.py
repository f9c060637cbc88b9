"""A table made file by file holds what lies in the files, and opens those alone that are new."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from deliveries import deliver, nasty_world, transform, write

from wallboard.landing.audit import read_audit, write_audit
from wallboard.landing.layout import audit_dir
from wallboard.runs.buildfile import build_file
from wallboard.settings import Settings

SELECTED = ("--select", "int_landed_files")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home in which a world has landed and the table is built; each test leaves it current."""
    folder = tmp_path_factory.mktemp("files")
    settings = Settings(home=folder / "home")
    deliver(settings, write(nasty_world(3), folder / "world"))
    transform(settings, *SELECTED)
    return settings


def batches(settings: Settings) -> list[str]:
    """The landed files by name, without the one that holds the columns alone."""
    return sorted(path.stem for path in audit_dir(settings).glob("[!_]*.parquet"))


def told(settings: Settings) -> list[tuple[Any, ...]]:
    """What the table says."""
    with duckdb.connect(str(build_file(settings)), read_only=True) as connection:
        return connection.execute("from intermediate.int_landed_files order by all").fetchall()


def lying(settings: Settings) -> list[tuple[Any, ...]]:
    """What lies in the files."""
    files = audit_dir(settings) / "*.parquet"
    return duckdb.execute(f"from read_parquet('{files}') order by all").fetchall()


def rewrite(settings: Settings, batch: str, deliveries: int) -> None:
    """Write one of the landing's files again, as of a file that came so many times."""
    with duckdb.connect() as connection:
        audit = read_audit(connection, settings, batch)
    assert audit is not None
    write_audit(settings, replace(audit, deliveries=deliveries))


def test_files_that_came_changed_and_went(settings: Settings, tmp_path: Path) -> None:
    assert len(told(settings)) > 10
    assert told(settings) == lying(settings)
    changed, gone, *_ = batches(settings)
    rewrite(settings, changed, deliveries=7)
    (audit_dir(settings) / f"{gone}.parquet").unlink()
    deliver(settings, write(nasty_world(4), tmp_path / "more"))
    assert transform(settings, *SELECTED).built == ("model.wallboard.int_landed_files",)
    assert told(settings) == lying(settings)
    assert {row[0] for row in told(settings)} == set(batches(settings))


def test_a_file_that_only_went(settings: Settings) -> None:
    last = batches(settings)[-1]
    (audit_dir(settings) / f"{last}.parquet").unlink()
    transform(settings, *SELECTED)
    assert last not in {row[0] for row in told(settings)}
    assert told(settings) == lying(settings)


def test_a_file_that_is_as_it_was_is_not_opened(settings: Settings, tmp_path: Path) -> None:
    before, first = told(settings), batches(settings)[0]
    deliver(settings, write(nasty_world(5), tmp_path / "more"))
    path = audit_dir(settings) / f"{first}.parquet"
    kept, was = path.read_bytes(), path.stat()
    path.write_bytes(b"no Parquet".ljust(len(kept)))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    transform(settings, *SELECTED)
    assert len(told(settings)) > len(before)
    path.write_bytes(kept)
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert told(settings) == lying(settings)


def test_a_full_refresh_reads_all(settings: Settings) -> None:
    with duckdb.connect(str(build_file(settings))) as connection:
        connection.execute("delete from intermediate.int_landed_files")
    assert transform(settings, *SELECTED).built == ()  # nothing tells that it was emptied
    transform(settings, *SELECTED, "--full-refresh")
    assert told(settings) == lying(settings)
