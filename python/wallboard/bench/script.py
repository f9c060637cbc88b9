"""Run one SQL script over the landed files of a home, in one process; a step of the benchmark.

``python -m wallboard.bench.script FILE.sql`` prints, as JSON, what the statements took and the rows
of the last one. Starting Python and loading the engine is not part of it.
"""

from __future__ import annotations

import json
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from wallboard.engine import working
from wallboard.landing.layout import literal
from wallboard.settings import Settings


def execute(connection: duckdb.DuckDBPyConnection, script: Path, settings: Settings) -> list[Any]:
    """Run the script's statements one by one and give the rows of the last."""
    connection.execute(f"set variable raw = {literal(str(settings.raw))}")
    connection.execute(f"set variable seeds = {literal(str(settings.project_dir / 'seeds'))}")
    for statement in connection.extract_statements(script.read_text(encoding="utf-8")):
        connection.execute(statement)
    return connection.fetchall()


def unlimited(connection: duckdb.DuckDBPyConnection) -> None:
    """Give a yardstick what memory it wants: the engine's own limit, of most of the machine's."""
    connection.execute("reset memory_limit")
    # Reset alone changes what is shown, not what is kept to.
    [(limit,)] = connection.execute("select current_setting('memory_limit')").fetchall()
    connection.execute(f"set memory_limit = {literal(limit)}")


def main() -> None:
    """Run the script named on the command line."""
    settings = Settings.from_env()
    with working(settings, "spill") as connection:
        unlimited(connection)
        began, worked = time.monotonic(), time.process_time()
        rows = execute(connection, Path(sys.argv[1]), settings)
        figures = {
            "seconds": time.monotonic() - began,
            "cpu_seconds": time.process_time() - worked,
            "rows": rows,
        }
    print(json.dumps(figures, default=_plain))


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else str(value)


if __name__ == "__main__":
    main()
