"""Land files and run a connector's staging models without dbt: SQL rendered by Jinja alone.

The models are ephemeral and use only ``ref`` and ``source``, so rendering them is a substitution:
a reference becomes a sub-query, a source becomes a reader of the landed Parquet files.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import jinja2

from wallboard.privacy.key import key_of
from wallboard.privacy.pseudonym import pseudonyms
from wallboard.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
STAGING = ROOT / "models" / "staging"
DATA = ROOT.parent / "shared" / "data"


def land(paths: Sequence[Path], source: str, home: Path, timezone: str | None = None) -> Path:
    """Land ``paths`` under ``home`` and return it."""
    from wallboard.landing import ingest

    ingest(paths, source, settings=Settings(home=home), timezone=timezone)
    return home


def render(model: str, home: Path) -> str:
    """Return the SQL of ``model`` over the files landed under ``home``."""
    connector = model.removeprefix("stg_").split("__")[0]

    def source(name: str, table: str) -> str:
        return f"read_parquet('{home}/raw/{name}/{table}/*.parquet', union_by_name = true)"

    def ref(name: str) -> str:
        return f"({render(name, home)})"

    text = (STAGING / connector / f"{model}.sql").read_text(encoding="utf-8")
    # Jinja alone would accept a macro inside a model, dbt does not
    assert "{% macro" not in text and "{%- macro" not in text
    return jinja2.Environment().from_string(text).render(source=source, ref=ref)


def person(own: str) -> str:
    """The pseudonym under which a person's id is landed."""
    [made] = pseudonyms(key_of(Settings(home=ROOT)), [own])
    assert made is not None
    return made


class Staged:
    """The staged tables of one connector over one landed home, each built when first asked for."""

    def __init__(self, connector: str, home: Path) -> None:
        self.connector, self.home = connector, home
        self.built: set[str] = set()
        self.connection = duckdb.connect()
        self.connection.execute("set threads = 2")
        # a zone that is neither UTC nor the sources': instants must not depend on the session
        self.connection.execute("set timezone = 'America/New_York'")

    def rows(self, query: str, *tables: str) -> list[tuple[Any, ...]]:
        """Run ``query`` over the named staged tables."""
        for table in tables:
            if table not in self.built:
                sql = render(f"stg_{self.connector}__{table}", self.home)
                self.connection.execute(f"create table {table} as {sql}")
                self.built.add(table)
        return self.connection.execute(query).fetchall()

    def findings(self) -> dict[tuple[str, str], int]:
        """Count the anomalies by reason and disposition."""
        counted = self.rows(
            "select reason_code, disposition, count(*) from anomalies group by all", "anomalies"
        )
        return {(reason, disposition): count for reason, disposition, count in counted}
