"""A generated centre as deliveries of days, and as late corrections of old days.

Every row lies in the delivery of the day that its table's own time column names: the first required
instant or date of the raw contract, else the first of any kind. Rows without one, and those before
the first day, come first; those after the last day, last.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb

from wallboard.contract import Table, load_contract
from wallboard.engine import working
from wallboard.errors import WallboardError
from wallboard.landing.layout import identifier, literal
from wallboard.settings import Settings

# As the generator writes: row groups, and how many of them make a file.
WRITTEN = "format parquet, compression zstd, row_group_size 131072, row_groups_per_file 8"
ONE_IN = 10  # of the rows of a late day, how many are corrected
# What a correction changes: a value that leads to other figures, or at least to another row.
CORRECTED = {
    "contacts": ("ended_by", "case when ended_by = 'agent' then 'customer' else 'agent' end"),
    "agent_segments": ("hold_seconds", "'1.000'"),
    "messages": ("body", "body || ' (corrected)'"),
}


def time_column(table: Table) -> str | None:
    """The column that says when a row happened; None where there is nothing of the kind."""
    timed = [column for column in table.columns if column.data_type in ("instant", "date")]
    required = [column for column in timed if column.is_required]
    return next((column.name for column in [*required, *timed]), None)


def split(source: Path, out: Path, cuts: Sequence[date], settings: Settings) -> list[Path]:
    """Write the delivery as one more than there are cuts; a cut is the first day of the next.

    Each is a folder of the raw contract's shape. Raises `WallboardError` if a row was lost.
    """
    folders = [out / f"{number:02d}" for number in range(len(cuts) + 1)]
    with working(settings, "spill") as connection:
        for name, table in _delivered(source):
            files = _files(source / name)
            written = [
                _copy(connection, f"select * from {files} where {_within(table, number, cuts)}", to)
                for number, to in enumerate(folder / name for folder in folders)
            ]
            there = connection.execute(f"select count(*) from {files}").fetchone() or (0,)
            if sum(written) != there[0]:
                raise WallboardError(f"{name}: {there[0]} rows became {sum(written)} in deliveries")
    return folders


def correct(source: Path, out: Path, days: Sequence[date], stamp: date, settings: Settings) -> int:
    """Write one in ten rows of each of the days again, changed and with a later version.

    ``stamp`` is the day of the version; gives the number of rows.
    """
    listed = ", ".join(f"'{day.isoformat()}'" for day in days)
    rows = 0
    with working(settings, "spill") as connection:
        for name, table in _delivered(source):
            if name not in CORRECTED:
                continue
            column, changed = CORRECTED[name]
            query = (
                f"select * replace ({changed} as {column}, "
                f"'{stamp.isoformat()}T00:00:00.000Z' as source_updated_at) "
                f"from {_files(source / name)} where left({time_column(table)}, 10) in ({listed}) "
                f"and hash({table.key[0]}) % {ONE_IN} = 0"
            )
            rows += _copy(connection, query, out / name)
    return rows


def spread(first: date, days: int, chosen: int) -> list[date]:
    """So many days of the period, evenly spread."""
    return [
        first + timedelta(days=(2 * place + 1) * days // (2 * chosen)) for place in range(chosen)
    ]


def _delivered(source: Path) -> list[tuple[str, Table]]:
    return [(name, table) for name, table in load_contract().items() if (source / name).is_dir()]


def _files(folder: Path) -> str:
    return f"read_parquet({literal(str(folder / '*.parquet'))})"


def _within(table: Table, number: int, cuts: Sequence[date]) -> str:
    """The condition on a row of the delivery of that number; instants are ISO text in UTC."""
    column = time_column(table)
    if column is None:
        return "true" if number == 0 else "false"
    name = identifier(column)
    since = f"{name} >= '{cuts[number - 1].isoformat()}'" if number > 0 else "true"
    until = f"{name} < '{cuts[number].isoformat()}'" if number < len(cuts) else "true"
    unknown = f" or {name} is null" if number == 0 else ""
    return f"({since} and {until}{unknown})"


def _copy(connection: duckdb.DuckDBPyConnection, query: str, folder: Path) -> int:
    """Write the rows of a query as Parquet files of a folder; give their number."""
    folder.mkdir(parents=True)
    written = connection.execute(f"copy ({query}) to {literal(str(folder))} ({WRITTEN})").fetchone()
    return int(written[0]) if written else 0
