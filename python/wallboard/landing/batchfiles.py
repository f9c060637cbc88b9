"""Which file holds the rows of a batch: one of its own, or a compacted one with those of others.

A compacted file names its batches inside itself, so that what it holds and what it says it holds
change in one step. Its name begins with a month, which the name of a batch never does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from wallboard.landing.layout import BATCHES, literal, write_parquet
from wallboard.landing.order import order_sql
from wallboard.landing.tables import RawTable

COMPACTED = re.compile(r"(?P<month>\d{4}-\d\d)\.[0-9a-f]{12}\.parquet")
# Rows of several deliveries, one after the other where nothing else tells them apart.
TIES = ("_loaded_at", "_batch_id", "_source_row")


def data_files(folder: Path) -> list[Path]:
    """The files of a landed table that hold rows."""
    return sorted(folder.glob("[!_]*.parquet"))


def is_compacted(path: Path) -> bool:
    """Whether a file may hold more than one batch."""
    return COMPACTED.fullmatch(path.name) is not None


def batches_of(path: Path) -> list[str]:
    """The batches that a file holds, in order; one of them may have no row."""
    if not is_compacted(path):
        return [path.stem]
    noted = (pq.read_metadata(path).metadata or {}).get(BATCHES.encode(), b"")
    return str(noted, "utf-8").split(",")


def own_file(folder: Path, batch_id: str) -> Path:
    """Where a batch lies that shares its file with no other."""
    return folder / f"{batch_id}.parquet"


def file_of(folder: Path, batch_id: str) -> Path:
    """The file that holds a batch; its own, which need not exist, if no other does."""
    own = own_file(folder, batch_id)
    if not own.is_file():
        for path in filter(is_compacted, data_files(folder)):
            if batch_id in batches_of(path):
                return path
    return own


def merged_sql(table: RawTable, files: Sequence[Path], condition: str = "true") -> str:
    """SQL of the rows of several files in landed order; ``_file`` is the name of a row's file."""
    listed = ", ".join(literal(str(path)) for path in files)
    rows = f"read_parquet([{listed}], union_by_name = true, filename = '_file')"
    return (
        f"select * exclude (_file) from {rows} where {condition} order by {order_sql(table, *TIES)}"
    )


def replace_batch(
    connection: duckdb.DuckDBPyConnection, table: RawTable, file: Path, batch_id: str, anew: Path
) -> None:
    """Put the rows of ``anew`` where those of a batch lie in a compacted file, in one step."""
    kept = f"_file = {literal(str(anew))} or _batch_id is distinct from {literal(batch_id)}"
    rows = merged_sql(table, [file.with_name("_schema.parquet"), file, anew], kept)
    write_parquet(connection, rows, file, batches=batches_of(file))
