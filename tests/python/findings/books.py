"""The books of a home, computed in memory: small deliveries are really landed, the models then read
them from where they lie. Only what is asked for is run, with all it is made of."""

from __future__ import annotations

import graphlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from compiling import compiled_home, manifest_of
from wallboard.errors import InputRejected
from wallboard.landing import ingest
from wallboard.landing.fold import register_fold
from wallboard.settings import Settings

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Books:
    """The compiled models, dbt's nodes by id, and the home whose paths stand in their SQL."""

    home: Path
    nodes: Mapping[str, dict[str, Any]]

    def of(self, home: Path, *wanted: str) -> duckdb.DuckDBPyConnection:
        """Build the models wanted, and what they need, from what has landed in a home."""
        connection = duckdb.connect(":memory:", config={"threads": 1})
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("attach ':memory:' as warehouse")
        seeded = self.home / "work" / "warehouse.duckdb"
        connection.execute(f"attach '{seeded}' as seeded (read_only)")
        for schema in ("seeds", "intermediate", "marts"):
            connection.execute(f"create schema warehouse.{schema}")
        names = connection.execute(
            "select table_name from duckdb_tables() "
            "where database_name = 'seeded' and schema_name = 'seeds'"
        ).fetchall()
        for (name,) in names:
            connection.execute(f"create table warehouse.seeds.{name} as from seeded.seeds.{name}")
        register_fold(connection)
        for node in self._in_order(wanted):
            landed = node["compiled_code"].replace(str(self.home), str(home))
            connection.execute(f"create table {node['relation_name']} as {landed}")
        connection.execute("use warehouse.marts")
        return connection

    def _in_order(self, wanted: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        graph: dict[str, list[str]] = {}
        left = [f"model.wallboard.{name}" for name in wanted]
        while left:
            name = left.pop()
            parents = self.nodes[name]["depends_on"]["nodes"]
            graph[name] = [parent for parent in parents if parent in self.nodes]
            left += [parent for parent in graph[name] if parent not in graph]
        for name in graphlib.TopologicalSorter(graph).static_order():
            if self.nodes[name]["config"]["materialized"] != "ephemeral":
                yield self.nodes[name]


def compile_books(shared: Path, timezone: str, project_vars: Mapping[str, Any]) -> Books:
    """Compile the project once for a business zone and a set of vars."""
    home = compiled_home(shared, timezone, project_vars)
    nodes = manifest_of(home)["nodes"]
    models = {name: node for name, node in nodes.items() if node["resource_type"] == "model"}
    return Books(home, models)


class Centre:
    """A small home: deliver text, then ask its books."""

    def __init__(self, folder: Path, books: Books) -> None:
        self.folder, self.books = folder, books
        self.deliveries = 0
        self.settings = Settings(home=folder / "home")

    def deliver(self, zone: str | None = None, /, **tables: str) -> str:
        """Land one delivery, a CSV text a table; return what was refused of it."""
        self.deliveries += 1
        inbox = self.folder / f"delivery_{self.deliveries}"
        inbox.mkdir()
        for name, text in tables.items():
            (inbox / f"{name}.csv").write_text(text, encoding="utf-8")
        try:
            ingest([inbox], "native", settings=self.settings, timezone=zone)
        except InputRejected as refusal:
            return str(refusal)
        return ""

    def ask(self, query: str, *wanted: str) -> Rows:
        """Rows of a query over the models wanted."""
        return self.books.of(self.settings.home, *wanted).execute(query).fetchall()

    def findings(self) -> dict[tuple[str, str, str], int]:
        """Rows found by table, reason and field."""
        rows = self.ask(
            "select table_name, reason_code, field, sum(rows_found) from meta_load_anomaly "
            "group by all",
            "meta_load_anomaly",
        )
        return {(table, reason, field): int(count) for table, reason, field, count in rows}
