"""The Parquet files of a mart: one, or one a month; what the run before has of them is linked.

A file is a function of its rows and of the engine alone. So of a mart that is published by months
only those are written that a day has changed, however long the history before it.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from wallboard.landing.layout import identifier, literal
from wallboard.runs.published import Run, sha256

# A total order and one row-group size make the file a function of its rows alone.
WRITTEN = "format parquet, compression zstd, row_group_size 122880"
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Mart:
    """A table to publish, where it lies, and the date by whose months it is divided, if it is."""

    name: str
    database: str
    schema: str
    table: str
    month_of: str | None = None

    @property
    def relation(self) -> str:
        """Its quoted name in SQL."""
        return ".".join(map(identifier, (self.database, self.schema, self.table)))

    def file(self, part: str) -> str:
        """The path of a part below the folder of the run."""
        return f"{self.name}/{part}.parquet" if self.month_of else f"{self.name}.parquet"

    def rows(self, part: str) -> str:
        """SQL of the rows of a part, in their order."""
        return f"select * from {self.relation} where {self._within(part)} order by all"

    def after(self, file: str) -> str:
        """SQL of the condition on rows of later parts than that of a file."""
        assert self.month_of is not None
        column, part = identifier(self.month_of), Path(file).stem
        return f"({column} >= {_end(part)} or {column} is null)"

    def _within(self, part: str) -> str:
        if self.month_of is None:
            return "true"
        column = identifier(self.month_of)
        if part == UNDATED:
            return f"{column} is null"
        # Bounds, not the month of each date: the engine passes over what lies outside unread.
        return f"{column} >= date '{part}-01' and {column} < {_end(part)}"


def _end(month: str) -> str:
    return f"cast(date '{month}-01' + interval 1 month as date)"


def write_files(
    connection: duckdb.DuckDBPyConnection, folder: Path, mart: Mart, before: Run | None
) -> dict[str, dict[str, Any]]:
    """Write or link the files of a mart; give rows, content and SHA-256 of each, by its path."""
    files: dict[str, dict[str, Any]] = {}
    for part, content in _contents(connection, mart).items():
        name = mart.file(part)
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        digest = _linked(before, mart, name, content["content"], target)
        if digest is None:
            connection.execute(f"copy ({mart.rows(part)}) to {literal(str(target))} ({WRITTEN})")
            digest = sha256(target)
        files[name] = content | {"sha256": digest}
    return files


def _contents(connection: duckdb.DuckDBPyConnection, mart: Mart) -> dict[str, dict[str, Any]]:
    """Rows of each part, in the order of parts, and what tells one content from another."""
    described = connection.execute(f"describe {mart.relation}").fetchall()
    columns = ", ".join(identifier(name) for name, *_ in described)
    form = f"{[column[:2] for column in described]} {WRITTEN} {duckdb.__version__}"
    date, part = "''", "''"
    if mart.month_of is not None:
        date = identifier(mart.month_of)
        part = f"coalesce(strftime(date, '%Y-%m'), '{UNDATED}')"
    # A sum does not mind the order of rows; two of different hashes are no accident. By dates
    # first: to tell the month of every row would take as long as all else.
    found = connection.execute(
        f"select {part} as part, sum(rows), sum(one), sum(other) from "
        "(select date, count(*) as rows, sum(hash(h)) as one, sum(hash(h, 1)) as other "
        f"from (select {date} as date, hash({columns}) as h from {mart.relation}) group by date) "
        "group by part order by part"
    ).fetchall() or [(UNDATED if mart.month_of else "", 0, 0, 0)]
    return {
        part: {
            "rows": rows,
            "content": hashlib.sha256(f"{rows} {one} {other} {form}".encode()).hexdigest(),
        }
        for part, rows, one, other in found
    }


def _linked(before: Run | None, mart: Mart, name: str, content: str, target: Path) -> str | None:
    """The SHA-256 of the same file of the run before, which is linked; None where there is none."""
    if before is None:
        return None
    known = before.files(mart.name).get(name, {})
    if known.get("content") != content or sha256(before.path / name) != known["sha256"]:
        return None
    try:
        os.link(before.path / name, target)
    except OSError:  # a file system without links, or with too many of one file
        return None
    return str(known["sha256"])
