"""A mart as its writers see it: names, kinds of columns, rows in batches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from wallboard.landing.layout import identifier

BATCH_ROWS = 10_000
# What stays itself in a spreadsheet; all else is text.
TYPED = re.compile(
    r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL\(.*\)|DOUBLE|FLOAT|DATE|TIME[A-Z_ ]*|BOOLEAN"
)


@dataclass(frozen=True, slots=True)
class Table:
    """One mart over an open connection; ``published_at`` is when its run was."""

    connection: duckdb.DuckDBPyConnection
    name: str
    columns: tuple[str, ...]
    is_text: tuple[bool, ...]
    published_at: datetime

    @classmethod
    def of(cls, connection: duckdb.DuckDBPyConnection, name: str, published_at: str) -> Table:
        """Look at a mart whose name the manifest lists."""
        described = connection.execute(f"describe {identifier(name)}").fetchall()
        return cls(
            connection,
            name,
            tuple(str(row[0]) for row in described),
            tuple(TYPED.fullmatch(str(row[1])) is None for row in described),
            datetime.fromisoformat(published_at),
        )

    def count(self) -> int:
        """How many rows it has."""
        [(count,)] = self.connection.execute(
            f"select count(*) from {identifier(self.name)}"
        ).fetchall()
        return int(count)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Rows with the types of Python."""
        return self._select("*")

    def rows_as_text(self) -> Iterator[tuple[str | None, ...]]:
        """Rows with every value as DuckDB writes it."""
        return self._select(", ".join(f"cast({identifier(c)} as varchar)" for c in self.columns))

    def rows_as_json(self) -> Iterator[tuple[str]]:
        """Rows as one JSON object each: numbers with all their digits, times as text in UTC."""
        return self._select("cast(to_json(mart) as varchar)")

    def _select(self, what: str) -> Iterator[tuple[Any, ...]]:
        # Names come from the run's manifest and its own columns, and are quoted all the same.
        found = self.connection.execute(f"select {what} from {identifier(self.name)} as mart")
        while rows := found.fetchmany(BATCH_ROWS):
            yield from rows
