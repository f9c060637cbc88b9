"""Folders, zero-row schema files and the macro that tells dbt which connectors have data."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from wallboard.contract import load_contract
from wallboard.engine import working
from wallboard.landing.tables import NATIVE, RawTable, Source
from wallboard.settings import Settings

# Groups are what a reader skips, and what its threads share out: small enough that a day of a
# middling centre lies in one or two. Level 1 is quicker than the usual 3, and the files are no
# larger: most of a file is hashes, in which a longer search finds nothing.
ROW_GROUP_ROWS = 122_880
PARQUET = f"compression zstd, compression_level 1, row_group_size {ROW_GROUP_ROWS}"
BATCHES = "batches"  # the key under which a file of several batches names them
LINEAGE_TYPES = {
    "_extra": "VARCHAR",
    "_source_file": "VARCHAR",
    "_source_row": "BIGINT",
    "_batch_id": "VARCHAR",
    "_loaded_at": "TIMESTAMP",
    "_timezone": "VARCHAR",
    "_row_hash": "VARCHAR",
    "_known_fields": "INTEGER",
}
AUDIT_TYPES = {
    "batch_id": "VARCHAR",
    "source": "VARCHAR",
    "table_name": "VARCHAR",
    "source_file": "VARCHAR",
    "bytes": "BIGINT",
    "sha256": "VARCHAR",
    "encoding": "VARCHAR",
    "timezone": "VARCHAR",
    "rows_read": "BIGINT",
    "rows_accepted": "BIGINT",
    "rows_quarantined": "BIGINT",
    "rows_duplicate": "BIGINT",
    "deliveries": "BIGINT",
    "loaded_at": "TIMESTAMP",
    "unknown_columns": "VARCHAR",
    "flags": "VARCHAR",
}
QUARANTINE_TYPES = {
    "batch_id": "VARCHAR",
    "source": "VARCHAR",
    "table_name": "VARCHAR",
    "source_file": "VARCHAR",
    "line_no": "BIGINT",
    "reason_code": "VARCHAR",
    "field": "VARCHAR",
    "raw_text": "VARCHAR",
    "detected_at": "TIMESTAMP",
}


def table_dir(settings: Settings, table: RawTable) -> Path:
    """Folder of one landed table."""
    return settings.raw / table.source / table.name


def audit_dir(settings: Settings) -> Path:
    """Folder of the audit rows."""
    return settings.raw / "_audit"


def quarantine_dir(settings: Settings) -> Path:
    """Folder of the unreadable rows."""
    return settings.raw / "_quarantine"


def table_types(table: RawTable) -> dict[str, str]:
    """Columns of a landed table with their SQL types, in order."""
    own = dict.fromkeys(table.columns, "VARCHAR")
    folded = {f"{name}_folded": "VARCHAR" for name in table.prose}
    return {**own, **folded, **LINEAGE_TYPES}


def identifier(name: str) -> str:
    """A quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str | None) -> str:
    """A quoted SQL string."""
    return "null" if text is None else "'" + text.replace("'", "''") + "'"


@contextmanager
def connect(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """An in-memory engine in UTC that loads no extension; it spills under the home."""
    with working(settings, "landing_spill") as connection:
        yield connection


def write_parquet(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    target: Path,
    verify: Callable[[int], None] | None = None,
    inspect: Callable[[Path], None] | None = None,
    batches: Iterable[str] = (),
) -> int:
    """Write a query's rows to ``target``, whole or not at all; return how many.

    Before the file takes its name ``verify`` is given that number and ``inspect`` the file; both
    may raise. ``batches`` are noted in a file that holds several.
    """
    listed = ",".join(batches)
    note = f", kv_metadata {{{BATCHES}: {literal(listed)}}}" if listed else ""
    with whole(target) as draft:
        result = connection.execute(
            f"copy ({query}) to {literal(str(draft))} (format parquet, {PARQUET}{note})"
        ).fetchone()
        count = int(result[0]) if result else 0
        if verify is not None:
            verify(count)
        if inspect is not None:
            inspect(draft)
    return count


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A draft that takes the name of ``target`` once it is written and synced, else is removed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for stale in target.parent.glob(f"{target.name}.*.tmp"):
        stale.unlink(missing_ok=True)  # left by a process that was killed
    draft = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        yield draft
        with draft.open("rb") as handle:
            os.fsync(handle.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def write_text(text: str, target: Path) -> None:
    """Write a small text file, atomically, only if it differs."""
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(target)


def write_schemas(
    connection: duckdb.DuckDBPyConnection, settings: Settings, sources: Mapping[str, Source]
) -> None:
    """Write the zero-row file of every table of every source, so that globs always match."""
    wanted = {audit_dir(settings): AUDIT_TYPES, quarantine_dir(settings): QUARANTINE_TYPES}
    for source in sources.values():
        for table in source.tables:
            wanted[table_dir(settings, table)] = table_types(table)
    for folder, types in wanted.items():
        target = folder / "_schema.parquet"
        if not target.is_file() or pq.read_schema(target).names != list(types):
            write_parquet(connection, f"select {_nulls(types)} where false", target)


def _nulls(types: Mapping[str, str]) -> str:
    return ", ".join(f"cast(null as {kind}) as {identifier(name)}" for name, kind in types.items())


def landed_macro(project_dir: Path, sources_with_data: Iterable[str]) -> str:
    """Text of the macro ``landed_here()``: connector → contract tables that it feeds, sorted."""
    feeds: dict[str, list[str]] = {}
    known = [*load_contract(), "anomalies"]
    for name in sorted(set(sources_with_data) - {NATIVE}):
        folder = project_dir / "models" / "staging" / name
        feeds[name] = sorted(t for t in known if (folder / f"stg_{name}__{t}.sql").is_file())
    return (
        "{#- landed_here(): connectors with landed data, each with the contract tables it feeds.\n"
        "    Written by `wallboard ingest`; do not edit. -#}\n"
        "{% macro landed_here() %}\n"
        f"{{% do return({json.dumps(feeds)}) %}}\n"
        "{% endmacro %}\n"
    )
