"""The compiled project, run on small worlds and published as a build would."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from wallboard.compiled import Compiled
from wallboard.runs.published import build_file_stamp
from wallboard.settings import Settings
from warehouse.engine import Engine, World, compile_engine

PUBLISHED = (
    *("kpi_daily", "fct_measure_daily", "duration_histogram_daily", "member_amount_daily"),
    *("distinct_recurrence_daily", "dim_kpi", "dim_measure", "kpi_definition_log"),
)


@dataclass(frozen=True, slots=True)
class Project:
    """The compiled project, ready to be run on small worlds."""

    engine: Engine
    compiled: Compiled
    manifest: Path

    @classmethod
    def compile(cls, shared: Path) -> Project:
        """The project as it is without settings of a user's own."""
        engine = compile_engine(shared, "UTC", {})
        manifest = engine.home / "target" / "manifest.json"
        return cls(engine, Compiled.of_file(manifest), manifest)

    def build(self, world: World) -> duckdb.DuckDBPyConnection:
        """Build a world in memory."""
        return self.engine.build(world)

    def publish(self, world: World, home: Path) -> Settings:
        """Leave a home as `wallboard build` does: a build file and a run made from it."""
        connection = self.build(world)
        work, run = home / "work", home / "runs" / "r1"
        for folder in (work, run / "dbt"):
            folder.mkdir(parents=True)
        marts = connection.execute(
            "select table_name from duckdb_tables() where database_name = 'warehouse' "
            "and schema_name = 'marts'"
        ).fetchall()
        warehouse = work / "warehouse.duckdb"
        connection.execute(f"attach '{warehouse}' as kept")
        connection.execute(f"attach '{run / 'marts.duckdb'}' as published")
        connection.execute("create schema kept.marts")
        for (name,) in marts:
            connection.execute(f"create table kept.marts.{name} as from warehouse.marts.{name}")
        for name in PUBLISHED:
            connection.execute(f"create table published.{name} as from warehouse.marts.{name}")
        connection.execute(
            "create table published.meta_load_anomaly as select '' as table_name, "
            "'' as reason_code, '' as disposition, 0 as rows_found where false"
        )
        span = connection.execute("select min(kpi_date), max(kpi_date) from kpi_daily").fetchone()
        connection.execute("detach kept")
        connection.execute("detach published")
        first, last = span or (None, None)
        manifest = {
            "first_date": str(first),
            "last_date": str(last),
            "build_file": build_file_stamp(warehouse),
        }
        (run / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        (run / "dbt" / "manifest.json").write_bytes(self.manifest.read_bytes())
        (home / "current").symlink_to(run)
        return Settings(home=home)
