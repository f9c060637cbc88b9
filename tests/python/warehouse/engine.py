"""The compiled models, run in memory: a build of a small world in a fraction of a second.

dbt compiles the project once for a time zone and a set of vars; each world is then loaded as if it
had landed, and the very SQL that dbt would run is run in the order of its graph.
"""

from __future__ import annotations

import graphlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from compiling import compiled_home, manifest_of
from wallboard.contract import Table, load_contract
from wallboard.landing.fold import folded_sql, register_fold
from wallboard.settings import PROJECT_DIR

# Teams are told as they are, as the oracle has them; the floor has tests of its own.
NO_FLOOR = {"least_team_agents": 1}
Rows = list[dict[str, str | None]]
World = Mapping[str, Rows]
CONTRACT = PROJECT_DIR / "seeds" / "reference" / "raw_contract.csv"
# Marts that are read from kpi_daily, or say what was landed: no KPI depends on them.
BESIDE = tuple(f"marts/{folder}/" for folder in ("efficiency", "quality", "intelligence", "meta"))
# They do not either, but take a third of a build's time; the tests that read them ask for them.
PERIODS = ("marts/kpi/period/", "marts/scorecard/", "marts/agents/")
LANDED = re.compile(r"read_parquet\('[^']*/raw/(?:native/)?(\w+)/\*\.parquet'[^)]*\)")


@dataclass(frozen=True, slots=True)
class Model:
    """A model's relation, the SQL that makes it, and whether it is published for all."""

    relation: str
    sql: str
    is_public: bool = False

    @property
    def name(self) -> str:
        """The relation without its schema."""
        return self.relation.split(".")[-1].strip('"')


@dataclass(frozen=True, slots=True)
class Engine:
    """Compiled models in the order of their graph, where they were compiled, and a connection.

    ``contents`` tells what each table held when it was last made, so that of the next world only
    what differs is made. Nobody else writes to these tables.
    """

    home: Path
    connection: duckdb.DuckDBPyConnection
    models: tuple[Model, ...]
    contents: dict[str, Any] = field(default_factory=dict)

    def build(self, world: World) -> duckdb.DuckDBPyConnection:
        """Load a world and run its models; the marts can then be read on the connection."""
        changed = set()
        for table in load_contract(CONTRACT).values():
            rows = [dict(row) for row in world.get(table.name, [])]
            if self._is_new(_raw(table.name), rows):
                self.connection.execute(_load(self.connection, table, rows))
                changed.add(_raw(table.name))
        for model in self.models:
            if model.relation in self.contents and not any(name in model.sql for name in changed):
                continue
            self.connection.execute(f"create or replace table {model.relation} as {model.sql}")
            held = self.connection.execute(
                f"select count(*), sum(hash(held)) from {model.relation} as held"
            ).fetchone()
            if self._is_new(model.relation, held):
                changed.add(model.relation)
        self.connection.execute("use warehouse.marts")
        return self.connection

    def _is_new(self, relation: str, content: Any) -> bool:
        """Whether a table holds something else than before; from now on that is what it holds."""
        known = relation in self.contents and self.contents[relation] == content
        self.contents[relation] = content
        return not known


def compile_engine(
    shared: Path, timezone: str, project_vars: Mapping[str, Any], periods: bool = False
) -> Engine:
    """Compile the project for one time zone and one set of vars, with or without PERIODS."""
    home = compiled_home(shared, timezone, {**NO_FLOOR, **project_vars})
    left_out = BESIDE if periods else (*BESIDE, *PERIODS)
    models = tuple(_models(manifest_of(home), left_out))
    return Engine(home, _connect(home / "work" / "warehouse.duckdb"), models)


def _connect(seeded: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config={"threads": 1})
    connection.execute("set TimeZone = 'UTC'")
    connection.execute(f"attach '{seeded}' as seeded (read_only)")
    connection.execute("attach ':memory:' as warehouse")
    for schema in ("seeds", "intermediate", "marts", "raw"):
        connection.execute(f"create schema warehouse.{schema}")
    seeds = connection.execute(
        "select table_name from duckdb_tables() where database_name = 'seeded' "
        "and schema_name = 'seeds'"
    ).fetchall()
    for (name,) in seeds:
        connection.execute(f"create table warehouse.seeds.{name} as from seeded.seeds.{name}")
    register_fold(connection)
    return connection


def _models(manifest: dict[str, Any], left_out: tuple[str, ...]) -> Iterator[Model]:
    for node in tables_in_order(manifest, left_out):
        sql = LANDED.sub(lambda found: _raw(found[1]), node["compiled_code"])
        yield Model(node["relation_name"], sql, node["access"] == "public")


def tables_in_order(
    manifest: dict[str, Any], left_out: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    """The nodes of the marts and of what they are made of, each after all it reads."""
    nodes = {
        name: node
        for name, node in manifest["nodes"].items()
        if node["resource_type"] == "model" and not node["path"].startswith(left_out)
    }
    graph: dict[str, list[str]] = {}
    left = [name for name, node in nodes.items() if node["path"].startswith("marts/")]
    while left:
        name = left.pop()
        graph[name] = [parent for parent in nodes[name]["depends_on"]["nodes"] if parent in nodes]
        left += [parent for parent in graph[name] if parent not in graph]
    for name in graphlib.TopologicalSorter(graph).static_order():
        node = nodes[name]
        if node["config"]["materialized"] != "ephemeral":
            yield node


def _raw(table: str) -> str:
    return f'warehouse.raw."{table}"'


def _load(connection: duckdb.DuckDBPyConnection, table: Table, rows: Rows) -> str:
    """The statement that makes a raw table as the landing would have left it."""
    columns = list(table.delivered)
    arrays = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in columns}
    connection.register("delivered", pa.table(arrays))
    texts = ", ".join(f"nullif({name}, '') as {name}" for name in columns)
    prose = [column.name for column in table.columns if column.data_type == "prose"]
    folded = "".join(f"{folded_sql(name)} as {name}_folded, " for name in prose)
    hashed = ", ".join(f"coalesce({name}, chr(30))" for name in columns)
    known = " + ".join(f"cast({name} is not null as integer)" for name in columns)
    return (
        f"create or replace table {_raw(table.name)} as select *, {folded}"
        f"'batch' as _batch_id, '{table.name}' as _source_file, "
        "row_number() over () as _source_row, cast(null as varchar) as _timezone, "
        f"md5(concat_ws(chr(31), {hashed})) as _row_hash, {known} as _known_fields "
        f"from (select {texts} from delivered)"
    )
