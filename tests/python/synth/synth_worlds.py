"""A generated world, opened for questions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from wallboard.contract import Table, load_contract
from wallboard.synth import SynthReport

ABSENT = {"sla_instances"}  # this centre keeps no service-level agreements


def delivered_tables() -> dict[str, Table]:
    """Return the tables of the contract that the centre delivers."""
    return {name: table for name, table in load_contract().items() if name not in ABSENT}


@dataclass(frozen=True, slots=True)
class World:
    """A generated world: ``db`` has a view a table, cleaned as a warehouse has to clean it."""

    out: Path
    report: SynthReport
    db: duckdb.DuckDBPyConnection

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return self.db.sql(query).fetchall()


def open_world(out: Path, report: SynthReport) -> World:
    db = duckdb.connect()
    for name, table in delivered_tables().items():
        files = f"read_parquet('{out}/{name}/*.parquet', union_by_name = true)"
        db.sql(f"create view raw_{name} as select * from {files}")
        keys = ", ".join(column.name for column in table.columns if column.is_key)
        has_stamp = "source_updated_at" in db.sql(f"select * from raw_{name} limit 0").columns
        order = "source_updated_at desc" if has_stamp else keys
        db.sql(
            f"create view {name} as select * from raw_{name} "
            f"qualify row_number() over (partition by {keys} order by {order}) = 1"
        )
    return World(out, report, db)
