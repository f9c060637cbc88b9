"""Parity: the build file that was kept from build to build, held against one made anew.

The two must be equal table by table. This is the check behind `wallboard build` leaving alone
what has not changed; it costs a full build and is meant for the night.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from wallboard.engine import working
from wallboard.errors import GateFailed, UsageError
from wallboard.landing import drop_unfinished, ensure_layout
from wallboard.landing.layout import audit_dir, identifier, literal
from wallboard.runs.buildfile import build_file, discard
from wallboard.runs.dbt import run_dbt
from wallboard.runs.lock import exclusive
from wallboard.settings import Settings

SHOWN_KEYS = 3


@dataclass(frozen=True, slots=True)
class Table:
    """A table model; ``key`` is what its `unique_key` test names, in SQL."""

    name: str
    schema: str
    key: str | None

    def within(self, database: str) -> str:
        """Its quoted name in one of the two files."""
        return ".".join(map(identifier, (database, self.schema, self.name)))


def parity(settings: Settings, progress: Callable[[str], None] = lambda line: None) -> int:
    """Build everything anew beside the kept file, compare every table, return how many there are.

    Raises `GateFailed` naming tables that differ and first keys, `UsageError` if there is no
    build to check, or one of an earlier state of the landed data.
    """
    ensure_layout(settings)
    with exclusive(settings, "wallboard parity") as lock:
        drop_unfinished(settings)
        kept, anew = build_file(settings), settings.home / "work" / "parity.duckdb"
        _require_current(settings, kept)
        discard(anew)
        try:
            arguments = ["build", "--exclude-resource-type", "unit_test", "test"]
            artefacts = run_dbt(settings, arguments, progress, lock, build_file=anew)
            return _compare(settings, kept, anew, artefacts)
        finally:
            discard(anew)


def _require_current(settings: Settings, kept: Path) -> None:
    """The kept file must have seen what has landed, or there is nothing to compare."""
    if not kept.exists():
        raise UsageError("there is no build file to check; run `wallboard build` first")
    landed = f"read_parquet({literal(str(audit_dir(settings) / '*.parquet'))})"
    with working(settings, "spill") as connection:
        connection.execute(f"attach {literal(str(kept))} as kept (read_only)")
        try:
            [missing] = connection.execute(
                f"select count(*) from (select batch_id, deliveries from {landed} "
                "except select batch_id, deliveries from kept.marts.meta_load_audit)"
            ).fetchone() or (0,)
        except duckdb.CatalogException:
            missing = 1
    if missing:
        raise UsageError(
            "the build file is older than what has landed; run `wallboard build` first"
        )


def _compare(settings: Settings, kept: Path, anew: Path, artefacts: Path) -> int:
    tables = list(tables_of(artefacts))
    with working(settings, "spill") as connection:
        connection.execute(f"attach {literal(str(kept))} as kept (read_only)")
        connection.execute(f"attach {literal(str(anew))} as anew (read_only)")
        found = [line for table in tables if (line := difference(connection, table))]
    if found:
        raise GateFailed(
            f"{len(found)} of {len(tables)} tables of the kept build file differ from a build "
            "anew\n" + "\n".join(f"  {line}" for line in found) + "\nIf the project or its "
            "settings changed since the last build, run `wallboard build` and check again. If "
            "not, run `wallboard build --full-refresh` and report this."
        )
    return len(tables)


def tables_of(artefacts: Path) -> Iterator[Table]:
    """The models that dbt keeps as tables, by schema and name."""
    nodes = json.loads((artefacts / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    keys: dict[str, str] = {}
    for node in nodes.values():
        test = node.get("test_metadata") or {}
        if test.get("name") == "unique_key":
            keys.setdefault(node["attached_node"], test["kwargs"]["columns"])
    models = [
        (node["schema"], node["alias"], name)
        for name, node in nodes.items()
        if node["resource_type"] == "model" and node["config"]["materialized"] != "ephemeral"
    ]
    for schema, alias, name in sorted(models):
        yield Table(alias, schema, keys.get(name))


def difference(connection: duckdb.DuckDBPyConnection, table: Table) -> str:
    """How a table of the attached ``kept`` differs from that of ``anew``; empty if it does not."""
    kept, anew = table.within("kept"), table.within("anew")
    shown = table.key or "null"
    try:
        columns = [
            connection.execute(f"describe {relation}").fetchall() for relation in (kept, anew)
        ]
        if columns[0] != columns[1]:
            return f"{table.name}: other columns"
        if _content(connection, kept, columns[0]) == _content(connection, anew, columns[0]):
            return ""
        rows = connection.execute(
            f"with only_kept as (from {kept} except all from {anew}), "
            f"only_anew as (from {anew} except all from {kept}) "
            f"select {shown}, 'kept' from only_kept union all select {shown}, 'anew' "
            "from only_anew order by all"
        ).fetchall()
    except duckdb.CatalogException:
        return f"{table.name}: is in one of the files only"
    named = [" ".join(str(value) for value in row) for row in rows[:SHOWN_KEYS] if table.key]
    first = f", first: {'; '.join(named)}" if named else ""
    return f"{table.name}: {len(rows)} rows are in one of the files only{first}"


def _content(
    connection: duckdb.DuckDBPyConnection, relation: str, columns: list[tuple[Any, ...]]
) -> tuple[Any, ...] | None:
    """Rows without their order; told without sorting, since nearly all tables are equal."""
    names = ", ".join(identifier(column[0]) for column in columns)
    result: tuple[Any, ...] | None = connection.execute(
        f"select count(*), sum(hash(hash({names}))) from {relation}"
    ).fetchone()
    return result
