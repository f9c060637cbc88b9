"""``ingest``: files in, text-typed Parquet and one audit row per file out."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from wallboard.errors import InputRejected, UsageError
from wallboard.landing.batchfiles import is_compacted
from wallboard.landing.context import Context
from wallboard.landing.fold import register_fold
from wallboard.landing.forget import forget, personal_tables
from wallboard.landing.land import land
from wallboard.landing.layout import (
    audit_dir,
    connect,
    landed_macro,
    literal,
    write_schemas,
    write_text,
)
from wallboard.landing.report import FileReport, IngestReport
from wallboard.landing.routing import deliveries
from wallboard.landing.sieve import Sieve
from wallboard.landing.tables import Source, load_sources
from wallboard.privacy.key import bind_key, check_key, key_of
from wallboard.privacy.pseudonym import register_pseudonyms
from wallboard.privacy.tombstones import write_tombstone
from wallboard.settings import Settings, checked_timezone


def ensure_layout(settings: Settings) -> None:
    """Write the schema files of every known source and the macro for dbt, where they are due."""
    (settings.home / "work").mkdir(parents=True, exist_ok=True)
    with connect(settings) as connection:
        write_schemas(connection, settings, load_sources(settings.project_dir))
        _write_macro(connection, settings)


def drop_unfinished(settings: Settings) -> None:
    """Remove data files without an audit row: a landing that was killed before it was done.

    The file will be read whole when it is delivered again. To be called under the lock.
    """
    finished = {path.name for path in audit_dir(settings).glob("*.parquet")}
    for path in settings.raw.glob("[!_]*/*/*"):
        # Only what is finished is compacted.
        is_known = path.name in finished or path.name == "_schema.parquet" or is_compacted(path)
        if path.is_file() and not is_known:
            path.unlink()


def ingest(
    paths: list[Path],
    source: str,
    *,
    settings: Settings,
    timezone: str | None = None,
    encoding: str | None = None,
    progress: Callable[[FileReport], None] | None = None,
    loaded_at: datetime | None = None,
) -> IngestReport:
    """Land the files of ``paths`` as tables of ``source``; the same bytes again add nothing.

    ``timezone`` is the zone of naive times, ``encoding`` that of text files (UTF-8 if not given),
    ``loaded_at`` the instant of landing in UTC (now if not given).
    Ids of persons are landed as pseudonyms, by the key of the settings: UsageError without one,
    Mismatch with another than before. Raises InputRejected, with the report, after everything
    readable was landed.
    """
    sources = load_sources(settings.project_dir)
    if source not in sources:
        raise UsageError(f"unknown source {source!r}; known: {', '.join(sorted(sources))}")
    chosen = sources[source]
    zone = _zone(chosen, settings, timezone)
    codec = _codec(encoding)
    key = key_of(settings)
    check_key(settings, key)
    found, passed_over = deliveries([Path(path) for path in paths], chosen)
    reports = []
    # dbt run by hand opens its file there and makes no folder.
    (settings.home / "work").mkdir(parents=True, exist_ok=True)
    with connect(settings) as connection:
        register_fold(connection)
        register_pseudonyms(connection, key)
        bind_key(settings, key)
        write_schemas(connection, settings, sources)
        sieve = Sieve(settings, connection, personal_tables(sources.values()))
        # One context, one instant of landing: files that came together are not late for each other.
        instant = loaded_at or datetime.now(UTC).replace(tzinfo=None)
        context = Context(connection, settings, source, zone, codec, sieve, instant)
        for delivery in found:
            report = land(context, delivery)
            reports.append(report)
            if progress is not None:
                progress(report)
        for tombstone in sieve.unswept:
            forget(settings, connection, sieve.tables, tombstone)
            write_tombstone(settings, replace(tombstone, is_swept=True))
        _write_macro(connection, settings)
    result = IngestReport(source, tuple(reports), tuple(passed_over))
    if result.rejected:
        lines = "\n".join(f"{file.source_file}: {file.message}" for file in result.rejected)
        others = len(reports) - len(result.rejected)
        rest = f"\nNothing was lost of the {others} other file(s)." if others else ""
        raise InputRejected(f"{lines}{rest}", result)
    return result


def _zone(source: Source, settings: Settings, option: str | None) -> str | None:
    if option is not None:
        return checked_timezone(option, "--timezone")
    return source.timezone or (settings.timezone if settings.timezone_declared else None)


def _codec(encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        codec = codecs.lookup(encoding)
        "".encode(codec.name)  # refuses codecs that are no text encodings
    except (LookupError, ValueError) as error:
        raise UsageError(f"--encoding: {encoding!r} is no known text encoding") from error
    return "utf-8-sig" if codec.name == "utf-8" else codec.name


def _write_macro(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    files = literal(str(audit_dir(settings) / "*.parquet"))
    rows = connection.execute(f"select distinct source from read_parquet({files})").fetchall()
    text = landed_macro(settings.project_dir, [str(row[0]) for row in rows])
    write_text(text, settings.home / "dbt" / "landed.sql")
