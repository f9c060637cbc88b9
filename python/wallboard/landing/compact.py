"""Many small landed files become few: the deliveries of a month, once the month is over.

A delivered file is taken as a whole and belongs to the month of its middle row, so that a late
row does not hold its file back, and every batch lies in one file. The newest month of a table is
left as it is, and a file that was compacted is never opened again: what comes late for a month
goes into another file beside it.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from wallboard.errors import WallboardError
from wallboard.landing.audit import read_audit
from wallboard.landing.batchfiles import COMPACTED, data_files, is_compacted, merged_sql
from wallboard.landing.exchange import exchange, keep, new_draft
from wallboard.landing.layout import (
    audit_dir,
    connect,
    identifier,
    literal,
    table_dir,
    write_parquet,
)
from wallboard.landing.order import leading_instant
from wallboard.landing.tables import RawTable, load_sources
from wallboard.settings import Settings

# Of a centre that fills this in less than a month each file gets as many days as fit.
LIMIT_BYTES = 256 * 1024 * 1024
FIRST_DAY, LAST_DAY = "1990-01-01", "2099-12-31"  # what lies outside is set aside by every build


@dataclass(frozen=True, slots=True)
class Landed:
    """A landed file, the day (2025-01-08) of its middle row and its size."""

    day: str
    path: Path
    bytes: int


@dataclass(frozen=True, slots=True)
class Compacted:
    """What became of a table's files; after a dry run ``bytes_after`` is not known."""

    table: str
    files_before: int
    files_after: int
    bytes_before: int
    bytes_after: int | None


def compact(settings: Settings, *, is_dry: bool = False) -> list[Compacted]:
    """Compact what is closed of every landed table; tables with nothing to do are left out.

    To be called under the lock. Each table is done in one step, so that after a failure those
    before it are done and it is as it was.
    """
    if not audit_dir(settings).is_dir():
        return []
    done = []
    with connect(settings) as connection:
        for source in load_sources(settings.project_dir).values():
            for table in source.tables:
                groups = _groups(_closed(connection, settings, table))
                if groups:
                    done.append(_compact_table(connection, settings, table, groups, is_dry))
    return done


def _closed(
    connection: duckdb.DuckDBPyConnection, settings: Settings, table: RawTable
) -> list[Landed]:
    """The files of months that are over, in order of their days."""
    found = list(_landed(connection, settings, table))
    files = data_files(table_dir(settings, table))
    named = [match["month"] for path in files if (match := COMPACTED.fullmatch(path.name))]
    newest = max([*named, *(each.day[:7] for each in found)], default="")
    return sorted((each for each in found if each.day[:7] < newest), key=lambda f: (f.day, f.path))


def _landed(
    connection: duckdb.DuckDBPyConnection, settings: Settings, table: RawTable
) -> Iterator[Landed]:
    """The files of single batches; one without a day goes by the day on which it was landed."""
    audit = audit_dir(settings)
    files = [path for path in data_files(table_dir(settings, table)) if not is_compacted(path)]
    files = [path for path in files if (audit / path.name).is_file()]
    if not files:
        return
    instant = leading_instant(table)
    read = f"try_cast(try_cast({identifier(instant)} as timestamp) as date)" if instant else "null"
    listed = ", ".join(literal(str(path)) for path in files)
    days = dict(
        connection.execute(
            f"with days as (select _file, _loaded_at, cast({read} as date) as day from "
            f"read_parquet([{listed}], union_by_name = true, filename = '_file')) "
            "select _file, strftime(coalesce(quantile_disc(day, 0.5) filter (where day between "
            f"date '{FIRST_DAY}' and date '{LAST_DAY}'), cast(max(_loaded_at) as date)), "
            "'%Y-%m-%d') from days group by _file"
        ).fetchall()
    )
    for path in files:
        day = days.get(str(path))
        if day is None and (empty := read_audit(connection, settings, path.stem)):
            day = empty.loaded_at.strftime("%Y-%m-%d")
        if day is not None:
            yield Landed(day, path, path.stat().st_size)


def _groups(files: Sequence[Landed]) -> list[list[Landed]]:
    """Files that are to become one: of the same month, and not too large together."""
    groups: list[list[Landed]] = []
    for _, month in groupby(files, key=lambda each: each.day[:7]):
        group: list[Landed] = []
        for each in month:
            if group and sum(other.bytes for other in group) + each.bytes > LIMIT_BYTES:
                groups.append(group)
                group = []
            group.append(each)
        groups.append(group)
    return [group for group in groups if len(group) > 1]


def _compact_table(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    table: RawTable,
    groups: Sequence[Sequence[Landed]],
    is_dry: bool,
) -> Compacted:
    folder = table_dir(settings, table)
    before = data_files(folder)
    bytes_before = sum(path.stat().st_size for path in before)
    replaced = {each.path for group in groups for each in group}
    if not is_dry:
        draft = new_draft(folder)
        try:
            for group in groups:
                _merge(connection, table, folder, draft, group)
            keep((path for path in folder.iterdir() if path not in replaced), draft)
            exchange(folder, draft)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    after = data_files(folder)
    return Compacted(
        table=f"{table.source}.{table.name}",
        files_before=len(before),
        files_after=len(before) - len(replaced) + len(groups),
        bytes_before=bytes_before,
        bytes_after=None if is_dry else sum(path.stat().st_size for path in after),
    )


def _merge(
    connection: duckdb.DuckDBPyConnection,
    table: RawTable,
    folder: Path,
    draft: Path,
    group: Sequence[Landed],
) -> None:
    """Write the rows of a group as one file."""
    batches = [each.path.stem for each in group]
    mark = hashlib.sha256(",".join(batches).encode()).hexdigest()[:12]
    target = draft / f"{group[0].day[:7]}.{mark}.parquet"
    rows = merged_sql(table, [folder / "_schema.parquet", *(each.path for each in group)])
    expected = sum(pq.read_metadata(each.path).num_rows for each in group)
    written = write_parquet(connection, rows, target, batches=batches)
    if written != expected:
        raise WallboardError(
            f"{table.source}.{table.name}: {written} rows were written of {expected}; nothing of "
            "this table was changed. This is a fault of wallboard"
        )
