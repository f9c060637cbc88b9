"""Fingerprints of definitions: the same while a KPI means the same, another as soon as it does not.

A measure's fingerprint covers the SQL that leads to it, from its feed down to the rows the
intermediate layer gives, and of each model only the columns that the measure needs. Comments,
layout, names of steps and columns that others use leave it as it is.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.eliminate_ctes import eliminate_ctes
from sqlglot.optimizer.pushdown_projections import pushdown_projections
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, traverse_scope

from wallboard.catalogue import SLICES, Kpi, Measure
from wallboard.compiled import DIALECT, Compiled, branch_of, branches
from wallboard.contract import load_contract
from wallboard.render.staging import typed_names

ROW = ("kind", "numerator", "denominator", "per", "quantile", "top_members", "unit")
# Where a definition ends: what was delivered, and the instant the marts are seen from.
SPAN = {"int_data_span": ["first_at", "last_at", "as_of"]}


class Fingerprints:
    """Fingerprints of the KPIs of one compiled project, each model read once for a set of columns.

    ``coarse`` names the models whose SQL could not be taken apart: they count as a whole.
    """

    def __init__(self, compiled: Compiled, project: Path) -> None:
        self.coarse: set[str] = set()
        self._compiled = compiled
        self._schema: dict[str, list[str]] = {**_delivered(project), **_seeds(project)}
        self._leaves = frozenset(self._schema)
        self._qualified: dict[str, exp.Query | None] = {}
        self._models: dict[tuple[str, frozenset[str]], str] = {}
        self._measures: dict[str, str] = {}

    def of_kpi(self, kpi: Kpi, kpis: Iterable[Kpi], measures: Mapping[str, Measure]) -> str:
        """What the KPI's row says about its computation, and the fingerprints of its parts."""
        parts: list[str] = []
        if kpi.kind == "index":
            for name in kpi.operands:
                versions = [other for other in kpis if other.kpi_id == name]
                began = [other for other in versions if other.valid_from <= kpi.valid_from]
                # the version of the part that held when the index began
                part = max(began or versions, key=lambda other: other.valid_from)
                parts.append(self.of_kpi(part, kpis, measures))
        for measure_id in kpi.measures:
            measure = measures[measure_id]
            parts += [measure.unit, measure.aggregation, self.of_measure(measure_id)]
        row = {name: getattr(kpi, name) for name in (*ROW, "cohort", "min_sample")}
        row["sliceable_by"] = sorted(kpi.sliceable_by)
        return _hash(json.dumps([row, parts], sort_keys=True))

    def of_measure(self, measure_id: str) -> str:
        """The SQL that counts a measure, by day and slice."""
        if measure_id not in self._measures:
            feed = self._compiled.feed_of(measure_id)
            self._measures[measure_id] = self._of_feed(feed, measure_id)
        return self._measures[measure_id]

    def _of_feed(self, feed: str, measure_id: str) -> str:
        columns = frozenset(("measure_date", *SLICES, measure_id))
        tree = self._tree(feed)
        if tree is None:
            return self._whole(feed)
        branch = branch_of(tree, measure_id)
        if branch is None:
            return self._of_model(feed, columns)
        names = [column.alias_or_name for column in branches(tree)[0].expressions]
        alone = branch.copy()
        alone.set(
            "expressions",
            [
                exp.alias_(column.unalias().copy(), name)
                for column, name in zip(branch.expressions, names, strict=True)
            ],
        )
        return self._pruned(feed, _with_ctes(alone, tree), frozenset(names))

    def _of_model(self, name: str, columns: frozenset[str]) -> str:
        """The part of a model that gives some of its columns."""
        key = (name, columns)
        if key not in self._models:
            tree = self._tree(name)
            self._models[key] = (
                self._whole(name) if tree is None else self._pruned(name, tree, columns)
            )
        return self._models[key]

    def _pruned(self, name: str, tree: exp.Query, columns: frozenset[str]) -> str:
        try:
            tree = _narrowed(tree, columns)
            used = _columns_used(tree)
        except SqlglotError:
            return self._whole(name)
        for table, needed in used:
            # no step can be called so, whatever the table is called
            standing_for = f"={self._standing_for(table.name, needed)}"
            table.set("this", exp.to_identifier(standing_for, quoted=True))
        _number_steps(tree)
        return _hash(tree.sql(dialect=DIALECT, comments=False))

    def _standing_for(self, name: str, columns: frozenset[str]) -> str:
        """What a table is called in canonical SQL: its name, or the fingerprint of its own SQL."""
        return name if name in self._leaves else self._of_model(name, columns)

    def _whole(self, name: str) -> str:
        """All of a model and of what it reads, for SQL that cannot be taken apart."""
        self.coarse.add(name)
        tree = self._compiled.tree(name)
        read = sorted({table.name for table in tree.find_all(exp.Table)})
        below = [
            self._whole(other)
            for other in read
            if other in self._compiled.models and other not in self._leaves
        ]
        return _hash(tree.sql(dialect=DIALECT, comments=False) + "".join(below))

    def _tree(self, name: str) -> exp.Query | None:
        """A model with every column named after its table; None where that cannot be done."""
        if name not in self._qualified:
            try:
                self._qualified[name] = self._qualify(name)
            except SqlglotError:
                self._qualified[name] = None
        return self._qualified[name]

    def _qualify(self, name: str) -> exp.Query:
        tree = self._compiled.tree(name)
        schema: dict[str, object] = {}
        for table in tree.find_all(exp.Table):
            if table.name in self._leaves or table.name in self._compiled.models:
                schema[table.name] = dict.fromkeys(self._columns(table.name), "UNKNOWN")
        qualified = qualify(tree, dialect=DIALECT, schema=schema, quote_identifiers=True)
        assert isinstance(qualified, exp.Query)
        _spell_out_group_by_all(qualified)
        return qualified

    def _columns(self, name: str) -> list[str]:
        if name not in self._schema:
            tree = self._tree(name)
            if tree is None:
                raise SqlglotError(f"the columns of {name} are not known")
            self._schema[name] = branches(tree)[0].named_selects
        return self._schema[name]


def _narrowed(tree: exp.Query, columns: frozenset[str]) -> exp.Query:
    """The query without what only other columns need: columns, joins and steps."""
    tree = tree.copy()
    names = branches(tree)[0].named_selects
    if not list(tree.find_all(exp.Distinct)) and not _is_distinct(tree):
        for select in branches(tree):
            kept = [
                column
                for column, name in zip(select.expressions, names, strict=True)
                if name in columns
            ]
            select.set("expressions", kept or [exp.alias_(exp.Literal.number(1), "one")])
    while True:
        pushdown_projections(tree)
        if not _without_idle_joins(tree):
            return eliminate_ctes(tree)


def _is_distinct(tree: exp.Query) -> bool:
    """Whether rows that are alike are told once, so that every column counts."""
    return isinstance(tree, exp.SetOperation) and bool(tree.args.get("distinct"))


def _without_idle_joins(tree: exp.Query) -> bool:
    """Drop left joins of which no column is used; say whether there were any.

    A fact has its grain tested, so that such a join neither adds a row nor takes one away.
    """
    dropped = False
    for scope in traverse_scope(tree):
        if not isinstance(scope.expression, exp.Select):
            continue
        for join in list(scope.expression.args.get("joins") or []):
            used = [
                column
                for column in scope.columns
                if column.table == join.alias_or_name and not _lies_in(column, join)
            ]
            if join.side == "LEFT" and not used:
                join.pop()
                dropped = True
    return dropped


def _lies_in(node: exp.Expr, around: exp.Expr) -> bool:
    here: exp.Expr | None = node
    while here is not None and here is not around:
        here = here.parent
    return here is around


def _columns_used(tree: exp.Query) -> list[tuple[exp.Table, frozenset[str]]]:
    """The tables that are read, each with the columns that are."""
    return [
        (source, frozenset(column.name for column in scope.columns if column.table == alias))
        for scope in traverse_scope(tree)
        for alias, source in scope.sources.items()
        if isinstance(source, exp.Table)
    ]


def _number_steps(tree: exp.Query) -> None:
    """Call common tables and aliases by number: a name says nothing of what is done."""
    numbers = {
        id(cte): f"step_{number}" for number, cte in enumerate(tree.find_all(exp.CTE), start=1)
    }
    renamed: list[tuple[exp.Expr, str]] = [
        (cte.args["alias"].this, numbers[id(cte)]) for cte in tree.find_all(exp.CTE)
    ]
    for level, scope in enumerate(traverse_scope(tree)):
        for number, (alias, (node, source)) in enumerate(scope.selected_sources.items()):
            own = f"part_{level}_{number}"
            if isinstance(node, exp.Table) and isinstance(source, Scope):
                renamed.append((node.this, numbers[id(source.expression.parent)]))
            named = node.args.get("alias")
            if isinstance(named, exp.TableAlias) and named.this:
                renamed.append((named.this, own))
                renamed += [
                    (column.args["table"], own) for column in scope.columns if column.table == alias
                ]
    for identifier, name in renamed:
        identifier.set("this", name)


def _spell_out_group_by_all(tree: exp.Query) -> None:
    """Name what `group by all` groups by, before columns are taken away."""
    for select in tree.find_all(exp.Select):
        group = select.args.get("group")
        if group is not None and group.args.get("all"):
            keys = [
                column.unalias().copy()
                for column in select.expressions
                if not column.find(exp.AggFunc) and not isinstance(column.unalias(), exp.Literal)
            ]
            select.set("group", exp.Group(expressions=keys))


def _with_ctes(select: exp.Select, tree: exp.Query) -> exp.Select:
    """A branch of a union on its own, with the common tables of the whole."""
    with_ = tree.args.get("with_")
    if with_ is not None:
        select.set("with_", with_.copy())
    return select


def _delivered(project: Path) -> dict[str, list[str]]:
    """Columns of the rows that count, by their intermediate model, and the data's span."""
    contract = load_contract(project / "seeds" / "reference" / "raw_contract.csv")
    return {f"int_{name}": typed_names(table) for name, table in contract.items()} | SPAN


def _seeds(project: Path) -> dict[str, list[str]]:
    """Columns of the seeds."""
    found = {}
    for path in (project / "seeds").rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            found[path.stem] = next(csv.reader(lines))
    return found


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
