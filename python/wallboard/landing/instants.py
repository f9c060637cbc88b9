"""Times without an offset where no zone is declared: nobody can say when they were."""

from __future__ import annotations

from pathlib import Path

import duckdb

from wallboard.contract import load_contract
from wallboard.landing.layout import identifier, literal
from wallboard.landing.tables import RawTable
from wallboard.landing.tally import FileRejected

# As the macro has_offset reads it.
OFFSET = r":\d\d(\.\d+)? ?[+-]\d\d(:?\d\d)?$"


def refuse_naive(connection: duckdb.DuckDBPyConnection, file: Path, table: RawTable) -> None:
    """Reject a native file, landed without a zone, whose times all need one.

    Only columns that no row may lack are looked at: where such a column has not one time with an
    offset, no row could be kept. A file in which some have one is landed, and its other rows are
    set aside one by one. Either question ends at the first row that answers it.
    """
    if not table.is_native:
        return
    for column in load_contract()[table.name].columns:
        if column.data_type != "instant" or not column.is_required:
            continue
        name = identifier(column.name)
        has_offset = f"right({name}, 1) = 'Z' or regexp_matches({name}, {literal(OFFSET)})"
        if _any(connection, file, has_offset):
            continue
        if _any(connection, file, f"try_cast({name} as timestamp) is not null"):
            raise FileRejected(
                f"{column.name} has times without an offset, and no time zone is declared for "
                "them: ingest it again with --timezone, such as --timezone Asia/Shanghai",
                "NO_TIMEZONE",
            )


def _any(connection: duckdb.DuckDBPyConnection, file: Path, condition: str) -> bool:
    query = f"select 1 from read_parquet({literal(str(file))}) where {condition} limit 1"
    return connection.execute(query).fetchone() is not None
