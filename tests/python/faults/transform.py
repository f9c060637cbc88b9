"""The compiled models over a home's landed files, in memory: a build in a second.

The SQL is dbt's own, taken from the manifest of a real build, with the folder of the landed files
put in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from compiling import compiled_home, manifest_of
from faults.home import kept
from wallboard.landing import ensure_layout
from wallboard.settings import Settings
from warehouse.engine import tables_in_order

# Read from kpi_daily and slow to make; no case asks for them.
LEFT_OUT = ("marts/kpi/period/", "marts/scorecard/")
# Marts that tell of deliveries, and so differ where only the way of delivery does.
ABOUT_DELIVERIES = ("meta_", "quarantine")

Cut = tuple[str, str, str]
"""(model, SQL, what stands there instead): a guard taken out of a model."""


class BrokenModel(AssertionError):
    """A model's SQL failed on the landed rows."""


@dataclass(frozen=True, slots=True)
class Models:
    """Compiled models in the order of their graph, for which home, and a file with the seeds."""

    home: Path
    seeds: Path
    sql: Mapping[str, tuple[str, str]]

    def run(self, settings: Settings, cut: Cut | None = None) -> duckdb.DuckDBPyConnection:
        """Build everything from the landed files of a home; the marts are on the connection."""
        if cut is not None and cut[1] not in self.sql.get(cut[0], ("", ""))[1]:
            raise KeyError(f"{cut[0]} has no {cut[1]!r} to take out")
        ensure_layout(settings)
        connection = self._connect()
        for name, (relation, sql) in self.sql.items():
            text = sql.replace(f"{self.home}/raw/", f"{settings.home}/raw/")
            if cut is not None and name == cut[0]:
                text = text.replace(cut[1], cut[2])
            try:
                connection.execute(f"create table {relation} as {text}")
            except duckdb.Error as error:
                raise BrokenModel(f"{name}: {error}") from error
        connection.execute("use warehouse.marts")
        return connection

    def _connect(self) -> duckdb.DuckDBPyConnection:
        # Without a guard a single row may ask for days by the million: that fails, and soon.
        limits = {"threads": 1, "memory_limit": "1GB", "temp_directory": ""}
        connection = duckdb.connect(":memory:", config=limits)
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(f"attach '{self.seeds}' as built (read_only)")
        connection.execute("attach ':memory:' as warehouse")
        for schema in ("seeds", "intermediate", "marts"):
            connection.execute(f"create schema warehouse.{schema}")
        seeds = connection.execute(
            "select table_name from duckdb_tables() "
            "where database_name = 'built' and schema_name = 'seeds'"
        ).fetchall()
        for (name,) in seeds:
            connection.execute(f"create view warehouse.seeds.{name} as from built.seeds.{name}")
        return connection


def models_of(template: Settings) -> Models:
    """The models as the template's build compiled them."""
    seeds = kept(template) / "work" / "warehouse.duckdb"
    return Models(template.home, seeds, dict(_models(kept(template), LEFT_OUT)))


def compiled_anew(
    shared: Path, timezone: str, vars: Mapping[str, Any], left_out: tuple[str, ...] = LEFT_OUT
) -> Models:
    """The models for a zone and vars, but those of some folders."""
    home = compiled_home(shared, timezone, vars)
    return Models(home, home / "work" / "warehouse.duckdb", dict(_models(home, left_out)))


def _models(home: Path, left_out: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, str]]]:
    for node in tables_in_order(manifest_of(home), left_out):
        yield node["name"], (node["relation_name"], node["compiled_code"])


def mart_digests(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """A digest of the rows of every mart that does not tell of deliveries."""
    marts = connection.execute(
        "select table_name from duckdb_tables() "
        "where database_name = 'warehouse' and schema_name = 'marts'"
    ).fetchall()
    digests = {}
    for (mart,) in sorted(marts):
        if not mart.startswith(ABOUT_DELIVERIES):
            found = connection.execute(
                f"select count(*), sum(hash(row)) from (select t as row from marts.{mart} as t)"
            ).fetchone()
            digests[mart] = str(found)
    return digests
