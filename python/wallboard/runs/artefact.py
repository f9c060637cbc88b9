"""One artefact of a run: its marts as Parquet files and as one database, in one order of rows."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from wallboard.engine import working
from wallboard.errors import WallboardError
from wallboard.landing.layout import identifier, literal
from wallboard.runs.published import fsync_directory
from wallboard.settings import Settings

# The oldest storage format that every BI driver in use can read.
STORAGE_VERSION = "v1.0.0"
BUILT = "built"


@dataclass(frozen=True, slots=True)
class Mart:
    """A table to publish, and where it lies."""

    name: str
    database: str
    schema: str
    table: str

    @property
    def relation(self) -> str:
        """Its quoted name in SQL."""
        return ".".join(map(identifier, (self.database, self.schema, self.table)))


@dataclass(frozen=True, slots=True)
class AllowLists:
    """What may be published, and to whom, as dbt's manifest declares it."""

    public: list[Mart]
    restricted: list[Mart]


def allow_lists(artefacts: Path) -> AllowLists:
    """Models of access ``public``, and models whose ``config.meta.audience`` is ``restricted``.

    Raises `WallboardError` for a model that claims both.
    """
    manifest = json.loads((artefacts / "manifest.json").read_text(encoding="utf-8"))
    public, restricted = [], []
    for node in sorted(manifest["nodes"].values(), key=lambda node: str(node["name"])):
        if node["resource_type"] != "model":
            continue
        mart = Mart(node["name"], BUILT, node["schema"], node["alias"])
        is_restricted = node["config"].get("meta", {}).get("audience") == "restricted"
        if is_restricted and node["access"] == "public":
            raise WallboardError(
                f"{mart.name} is declared both public and restricted; nothing was published. "
                "A restricted model has `access: protected`"
            )
        if is_restricted:
            restricted.append(mart)
        elif node["access"] == "public":
            public.append(mart)
    return AllowLists(public, restricted)


@contextmanager
def engine(settings: Settings, warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An in-memory engine with the build file attached to be read."""
    with working(settings, "spill") as connection:
        connection.execute(f"attach {literal(str(warehouse))} as {BUILT} (read_only)")
        yield connection


def write_marts(
    connection: duckdb.DuckDBPyConnection, folder: Path, marts: Sequence[Mart]
) -> dict[str, dict[str, Any]]:
    """Write each mart into ``folder``; give rows and SHA-256 of each Parquet file, by mart."""
    database = literal(str(folder / "marts.duckdb"))
    connection.execute(f"attach {database} as published (storage_version '{STORAGE_VERSION}')")
    described = {mart.name: _write(connection, folder, mart) for mart in marts}
    connection.execute("detach published")
    return described


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the description of an artefact beside its marts."""
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def settle(folder: Path) -> None:
    """Make every file and directory below survive a crash."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir():
            fsync_directory(path)
        else:
            with path.open("rb") as handle:
                os.fsync(handle.fileno())


def _write(connection: duckdb.DuckDBPyConnection, folder: Path, mart: Mart) -> dict[str, Any]:
    target = folder / f"{mart.name}.parquet"
    table = f"published.{identifier(mart.name)}"
    connection.execute(f"create table {table} as select * from {mart.relation} order by all")
    # A total order and one row-group size make the file a function of its rows alone.
    counted = connection.execute(
        f"copy {table} to {literal(str(target))} "
        "(format parquet, compression zstd, row_group_size 122880)"
    ).fetchone()
    _copy_comments(connection, mart)
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"rows": counted[0] if counted else 0, "sha256": digest}


def _copy_comments(connection: duckdb.DuckDBPyConnection, mart: Mart) -> None:
    """Give the published table the descriptions of the one it was copied from."""
    place = [mart.database, mart.schema, mart.table]
    where = "where (database_name, schema_name, table_name) = (?, ?, ?) and comment is not null"
    table = f"published.{identifier(mart.name)}"
    of_table = connection.execute(f"select comment from duckdb_tables() {where}", place).fetchall()
    of_columns = connection.execute(
        f"select column_name, comment from duckdb_columns() {where}", place
    ).fetchall()
    # One transaction: each that is committed waits for the disk.
    connection.execute("begin")
    for (comment,) in of_table:
        connection.execute(f"comment on table {table} is {literal(comment)}")
    for column, comment in of_columns:
        connection.execute(f"comment on column {table}.{identifier(column)} is {literal(comment)}")
    connection.execute("commit")
