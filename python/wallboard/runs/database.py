"""The database of a run: its marts as tables, in the order of their files.

It begins as a copy of the one before, where only what has other rows is written: of a mart that is
published by months, the rows from the first month on that is another.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from wallboard.landing.layout import identifier, literal
from wallboard.runs.files import Mart
from wallboard.runs.published import Run, sha256

# The oldest storage format that every BI driver in use can read.
STORAGE_VERSION = "v1.0.0"


@contextmanager
def database(
    connection: duckdb.DuckDBPyConnection, file: Path, before: Run | None
) -> Iterator[Run | None]:
    """Attach the new database as ``published``; gives the run whose tables it has, if it has any.

    A database that is not, byte for byte, what was published is not built upon.
    """
    kept = before if before and _is_sound(before) else None
    if kept:
        shutil.copyfile(kept.database, file)
    connection.execute(
        f"attach {literal(str(file))} as published (storage_version '{STORAGE_VERSION}')"
    )
    # What several threads write side by side is put together later, which leaves gaps in the file.
    [(threads,)] = connection.execute("select current_setting('threads')").fetchall()
    connection.execute("set threads = 1")
    yield kept
    connection.execute("detach published")
    connection.execute(f"set threads = {threads}")


def write_table(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    mart: Mart,
    files: Mapping[str, Any],
    kept: Run | None,
) -> None:
    """Make the table of a mart hold what its files do; ``kept`` says what it holds already."""
    table = f"published.{identifier(mart.name)}"
    known = kept.files(mart.name) if kept else {}
    same = _alike(known, files)
    rest = [literal(str(folder / name)) for name in list(files)[same:]]
    if same == 0:
        connection.execute(f"create or replace table {table} as {_rows(rest)}")
    elif same < max(len(files), len(known)):
        connection.execute(f"delete from {table} where {mart.after(list(files)[same - 1])}")
        if rest:
            connection.execute(f"insert into {table} {_rows(rest)}")


def drop_others(connection: duckdb.DuckDBPyConnection, marts: Sequence[Mart]) -> None:
    """Drop the tables of other marts, which are no more."""
    names = {mart.name for mart in marts}
    there = connection.execute(
        "select table_name from duckdb_tables() where database_name = 'published'"
    ).fetchall()
    for (name,) in there:
        if name not in names:
            connection.execute(f"drop table published.{identifier(name)}")


def _is_sound(run: Run) -> bool:
    about = run.manifest
    is_ours = about["versions"]["duckdb"] == duckdb.__version__ and "database" in about
    return is_ours and sha256(run.database) == about["database"]["sha256"]


def _alike(known: Mapping[str, Any], files: Mapping[str, Any]) -> int:
    """How many of the first files are the same in both."""
    number = 0
    for (name, file), (known_name, known_file) in zip(files.items(), known.items(), strict=False):
        if (name, file["sha256"]) != (known_name, known_file["sha256"]):
            break
        number += 1
    return number


def _rows(files: list[str]) -> str:
    return f"from read_parquet([{', '.join(files)}])"
