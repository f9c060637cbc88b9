"""The only place where DuckDB is opened: sealed for reading, or working with files of ours.

No engine downloads or loads an extension: all that is needed is built in.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from wallboard.settings import Settings

Config = dict[str, str | bool | int | float | list[str]]
NO_EXTENSIONS: Config = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
SEALED: Config = {
    **NO_EXTENSIONS,
    "enable_external_access": False,
    "lock_configuration": True,
}


def sealed(database: Path, settings: Settings | None = None) -> duckdb.DuckDBPyConnection:
    """A read-only connection to one file that reaches no other, and cannot be talked out of it.

    With ``settings`` it keeps within their limits and may spill. Raises `duckdb.IOException` where
    the file cannot be opened, as while another process writes it.
    """
    limits = _limits(settings, "spill") if settings else {}
    return duckdb.connect(str(database), read_only=True, config={**SEALED, **limits})


def working(settings: Settings, spill: str) -> duckdb.DuckDBPyConnection:
    """An engine in memory, in UTC, that reads and writes files; ``spill`` is its folder in work."""
    config = {**NO_EXTENSIONS, **_limits(settings, spill)}
    connection = duckdb.connect(":memory:", config=config)
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set enable_progress_bar = false")
    # Given with the others it would be shown and not kept to.
    connection.execute(f"set max_temp_directory_size = '{settings.spill}'")
    return connection


def scratch() -> duckdb.DuckDBPyConnection:
    """An engine in memory that touches no file."""
    return duckdb.connect(":memory:", config=NO_EXTENSIONS)


def building(settings: Settings, database: Path) -> duckdb.DuckDBPyConnection:
    """The build file, opened to be written; what a killed build left in its log is replayed."""
    config = {**NO_EXTENSIONS, **_limits(settings, "spill")}
    return duckdb.connect(str(database), config=config)


def _limits(settings: Settings, spill: str) -> Config:
    return {
        "threads": settings.threads,
        "memory_limit": settings.memory,
        "temp_directory": str(settings.home / "work" / spill),
    }
