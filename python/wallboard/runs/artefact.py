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
from wallboard.runs.database import database, drop_others, write_table
from wallboard.runs.files import Mart, write_files
from wallboard.runs.published import Run, fsync_directory, sha256
from wallboard.settings import Settings

BUILT = "built"

# A table by database, schema and name; and what is said of a column of it, or of the whole.
Place = tuple[str, str, str]
Comment = tuple[str | None, str]


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
        meta = node["config"].get("meta", {})
        mart = Mart(node["name"], BUILT, node["schema"], node["alias"], meta.get("published_by"))
        is_restricted = meta.get("audience") == "restricted"
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
    connection: duckdb.DuckDBPyConnection, folder: Path, marts: Sequence[Mart], before: Run | None
) -> dict[str, Any]:
    """Write each mart into ``folder``; give what the manifest says of files and database.

    What ``before``, a run of the same audience, has of it already is taken from there.
    """
    before = before if before and before.is_readable else None
    files = {mart: write_files(connection, folder, mart, before) for mart in marts}
    file = folder / "marts.duckdb"
    comments = _comments(connection)
    with database(connection, file, before) as kept:
        for mart in marts:
            write_table(connection, folder, mart, files[mart], kept)
            _copy_comments(connection, mart, comments)
        drop_others(connection, marts)
    described = {mart.name: _described(mart, files[mart]) for mart in marts}
    return {"database": {"sha256": sha256(file)}, "marts": described}


def _described(mart: Mart, files: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Rows and SHA-256 of a mart; where it has a file a month, of each as well."""
    if mart.month_of is None:
        [file] = files.values()
        return file
    digests = "".join(file["sha256"] for file in files.values())
    return {
        "rows": sum(file["rows"] for file in files.values()),
        "sha256": hashlib.sha256(digests.encode()).hexdigest(),
        "files": files,
    }


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


def _comments(connection: duckdb.DuckDBPyConnection) -> dict[Place, list[Comment]]:
    """The descriptions of every table and column that has one.

    Read once for all marts: each look into the catalogue goes through all of it.
    """
    place = "database_name, schema_name, table_name"
    rows = connection.execute(
        f"select {place}, null, comment from duckdb_tables() where comment is not null union all "
        f"select {place}, column_name, comment from duckdb_columns() where comment is not null"
    ).fetchall()
    found: dict[Place, list[Comment]] = {}
    for *table, column, comment in rows:
        found.setdefault(tuple(table), []).append((column, comment))
    return found


def _copy_comments(
    connection: duckdb.DuckDBPyConnection, mart: Mart, comments: dict[Place, list[Comment]]
) -> None:
    """Give the published table the descriptions of the one it was copied from."""
    table = f"published.{identifier(mart.name)}"
    # One transaction: each that is committed waits for the disk.
    connection.execute("begin")
    for column, comment in comments.get((mart.database, mart.schema, mart.table), []):
        thing = f"table {table}" if column is None else f"column {table}.{identifier(column)}"
        connection.execute(f"comment on {thing} is {literal(comment)}")
    connection.execute("commit")
