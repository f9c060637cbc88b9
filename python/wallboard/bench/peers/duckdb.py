"""DuckDB with the windows that the models use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wallboard.bench.peers.child import Work, take_part
from wallboard.bench.peers.statements import reply_gap, service_level
from wallboard.bench.peers.tables import STATEMENTS
from wallboard.engine import working
from wallboard.settings import Settings

MILLISECONDS = "(epoch_ms({end}) - epoch_ms({start}))"


@contextmanager
def started(tables: Path, settings: Settings, gaps: str = "") -> Iterator[Work]:
    """An engine in memory; it reads the Parquet in each statement. ``gaps`` asks for them anew."""
    with working(settings, "spill") as connection:

        def load() -> None:
            for table in STATEMENTS:
                path = str(tables / f"{table}.parquet").replace("'", "''")
                connection.execute(f"create view {table} as from read_parquet('{path}')")

        def answer(statement: str) -> list[tuple[Any, ...]]:
            return connection.execute(statement).fetchall()

        yield Work(
            load,
            lambda: answer(gaps or reply_gap(MILLISECONDS)),
            lambda: answer(service_level(MILLISECONDS)),
        )


if __name__ == "__main__":
    take_part(started)
