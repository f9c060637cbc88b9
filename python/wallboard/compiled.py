"""The project's SQL as dbt compiled it: which model counts a measure, and what each model reads.

Read from a manifest, and so the same for a build that was published and for the working tree.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlglot
from sqlglot import exp

from wallboard.errors import WallboardError

DIALECT = "duckdb"
# What dbt calls a model that it wrote into the SQL of its reader.
EPHEMERAL = "__dbt__cte__"
FEEDS = "marts/measures/msr_"


@dataclass(frozen=True, slots=True)
class Model:
    """A model or seed: its folder and name, and its SQL; a seed has none."""

    name: str
    path: str
    sql: str

    @property
    def is_feed(self) -> bool:
        """Whether it counts measures from facts."""
        return self.path.startswith(FEEDS)


class Compiled:
    """Compiled models by name; the trees given out are the caller's own."""

    def __init__(self, models: Mapping[str, Model]) -> None:
        self.models = models
        self._trees: dict[str, exp.Query] = {}
        self._feeds: dict[str, str] = {}

    @classmethod
    def of_manifest(cls, manifest: Mapping[str, Any]) -> Compiled:
        """Take the models and seeds out of dbt's manifest."""
        found: dict[str, Model] = {}
        for node in manifest["nodes"].values():
            if node["resource_type"] in ("model", "seed"):
                sql = node.get("compiled_code") or ""
                found[node["name"]] = Model(node["name"], node["path"], sql)
        return cls(found)

    @classmethod
    def of_file(cls, path: Path) -> Compiled:
        """The same from a manifest on disk."""
        return cls.of_manifest(json.loads(path.read_text(encoding="utf-8")))

    def tree(self, name: str) -> exp.Query:
        """A model's own SQL, parsed; other models in it are tables under their own names."""
        if name not in self._trees:
            tree = sqlglot.parse_one(self.models[name].sql, read=DIALECT)
            if not isinstance(tree, exp.Query):
                raise WallboardError(f"{name}: the compiled SQL is no query")
            _take_out_others(tree)
            self._trees[name] = tree
        return self._trees[name].copy()

    def feed_of(self, measure_id: str) -> str:
        """The model that counts a measure: as a column, or as the rows marked with its name."""
        if not self._feeds:
            self._feeds = {
                counted: model.name
                for model in self.models.values()
                if model.is_feed and model.sql
                for counted in self._counted(model.name)
            }
        if measure_id not in self._feeds:
            raise WallboardError(f"no compiled model counts the measure {measure_id}")
        return self._feeds[measure_id]

    def _counted(self, feed: str) -> Iterator[str]:
        """Every measure of a feed: the names of its columns, or those its rows are marked with."""
        for select in branches(self.tree(feed)):
            mark = _mark(select)
            yield from [mark] if mark else self._columns(select)

    def _columns(self, query: exp.Query) -> list[str]:
        """Names of a query's columns; a star is followed to what it stands for."""
        select = branches(query)[0]
        names: list[str] = []
        for column in select.expressions:
            if not isinstance(column, exp.Star):
                names.append(column.alias_or_name)
                continue
            left_out = {each.name for each in column.args.get("except_") or ()}
            for source in sources(select):
                cte = next((c for c in ctes_of(select) if c.alias == source.name), None)
                found = self._columns(cte.this) if cte else []
                names += [name for name in found if name not in left_out]
        return names


def branch_of(tree: exp.Query, measure_id: str) -> exp.Select | None:
    """The branch of a union whose rows are marked with a measure's name."""
    for select in branches(tree):
        if _mark(select) == measure_id:
            return select
    return None


def branches(tree: exp.Query) -> list[exp.Select]:
    """The selects a union is made of, in their order; a select is its own only one."""
    if isinstance(tree, exp.Select):
        return [tree]
    if isinstance(tree, exp.SetOperation):
        return [*branches(tree.left), *branches(tree.right)]
    inner = tree.unnest()
    return branches(inner) if isinstance(inner, exp.Query) else []


def _mark(select: exp.Select) -> str:
    """The name that a select writes into its first column; empty where it is no text."""
    first = select.expressions[0].unalias() if select.expressions else None
    return str(first.this) if isinstance(first, exp.Literal) and first.is_string else ""


def sources(select: exp.Select) -> list[exp.Expr]:
    """What a select reads: tables, common tables and subqueries, in its from and its joins."""
    from_ = select.args.get("from_")
    return [part.this for part in [*([from_] if from_ else []), *select.args.get("joins", [])]]


def ctes_of(query: exp.Query) -> list[exp.CTE]:
    """The common tables that a query can name: its own, and those around it."""
    found: list[exp.CTE] = []
    here: exp.Expr | None = query
    while here is not None:
        if isinstance(here, exp.Query):
            found += here.ctes
        here = here.parent
    return found


def _take_out_others(tree: exp.Query) -> None:
    """Drop the SQL of other models, and call each by its name."""
    with_ = tree.args.get("with_")
    if with_:
        kept = [cte for cte in with_.expressions if not cte.alias.startswith(EPHEMERAL)]
        with_.set("expressions", kept)
        if not kept:
            tree.set("with_", None)
    for table in tree.find_all(exp.Table):
        if table.name.startswith(EPHEMERAL):
            table.this.set("this", table.name.removeprefix(EPHEMERAL))
        if table.db:
            table.set("db", None)
            table.set("catalog", None)
