"""Row by row, why a contact, a wait or a ticket was counted in a KPI or was not.

The rows come from the private build file, which must be the one the published run was made from:
facts by event are not published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

import duckdb
from sqlglot import exp

from wallboard.catalogue import SLICES, Kpi, Measure
from wallboard.compiled import DIALECT, Compiled, branches, sources
from wallboard.counting import Counting, NotByRow, counting_of
from wallboard.engine import sealed
from wallboard.errors import Locked, UsageError
from wallboard.masking import mask_row
from wallboard.printing import as_table
from wallboard.runs.published import Run, build_file_stamp
from wallboard.settings import Settings

Counted = Literal["yes", "no", "all"]
FALSE, ZERO = exp.false(), exp.Literal.number(0)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows are asked for; None means all days, all queues, any number of rows."""

    rows: int | None = None
    day: date | None = None
    queue: str | None = None
    counted: Counted = "all"


@dataclass(frozen=True, slots=True)
class RowList:
    """The rows of one fact, with what each adds to the measures named."""

    measures: dict[str, str]  # role (numerator or denominator) to measure
    rows: list[dict[str, Any]]


def explain_rows(
    settings: Settings, run: Run, kpi: Kpi, measures: dict[str, Measure], asked: Asked
) -> str:
    """The lists of rows as text, after a look whether the build file is still the run's."""
    compiled = Compiled.of_file(run.path / "dbt" / "manifest.json")
    warehouse = settings.home / "work" / "warehouse.duckdb"
    if not warehouse.exists() or run.manifest.get("build_file") != build_file_stamp(warehouse):
        raise UsageError(
            f"{warehouse} is not what run {run.run_id} was made from, and single rows are nowhere "
            "else; run `wallboard build`"
        )
    try:
        connection = sealed(warehouse)
    except duckdb.IOException as error:
        raise Locked(f"{warehouse} is in use; wait for the build to end") from error
    with connection:
        connection.execute("use marts")
        return "\n".join(_lines(connection, compiled, kpi, measures, asked))


def _lines(
    connection: duckdb.DuckDBPyConnection,
    compiled: Compiled,
    kpi: Kpi,
    measures: dict[str, Measure],
    asked: Asked,
) -> Iterator[str]:
    if asked.queue and "queue_id" not in kpi.sliceable_by:
        yield "This KPI is not cut by queue: the rows are those of all queues"
    for found in row_lists(connection, compiled, kpi, measures, asked):
        if isinstance(found, str):
            yield found
            continue
        words = [f"{role} {measure_id}" for role, measure_id in found.measures.items()]
        yield f"Rows and what each adds to {' and '.join(words)}"
        yield as_table([mask_row(row) for row in found.rows])
        yield ""


def row_lists(
    connection: duckdb.DuckDBPyConnection,
    compiled: Compiled,
    kpi: Kpi,
    measures: dict[str, Measure],
    asked: Asked,
) -> Iterator[RowList | str]:
    """One list a fact; a sentence instead for a measure that is no sum over rows."""
    if kpi.kind == "index":
        yield f"{kpi.kpi_id} divides two KPIs: ask for the rows of {' and '.join(kpi.operands)}"
        return
    together: dict[str, dict[str, Counting]] = {}
    for role, measure_id in zip(("numerator", "denominator"), kpi.measures, strict=False):
        try:
            counting = _with_ids(connection, counting_of(compiled, measure_id))
        except NotByRow as error:
            yield str(error)
        else:
            together.setdefault(counting.reads, {})[role] = counting
    if "queue_id" not in kpi.sliceable_by:
        asked = replace(asked, queue=None)
    for countings in together.values():
        named = {role: getattr(kpi, role) for role in countings}
        scales = {role: measures[measure_id].scale for role, measure_id in named.items()}
        query = _query(connection, countings, scales, kpi.sliceable_by, asked)
        result = connection.execute(query)
        names = [column[0] for column in result.description or []]
        yield RowList(named, [dict(zip(names, row, strict=True)) for row in result.fetchall()])


def _query(
    connection: duckdb.DuckDBPyConnection,
    countings: dict[str, Counting],
    scales: dict[str, int],
    slices: tuple[str, ...],
    asked: Asked,
) -> str:
    """SQL that gives the rows asked for, in a total order."""
    first = next(iter(countings.values()))
    columns: dict[str, exp.Expr] = {"date": first.day}
    for alias, name in _ids(connection, first.base):
        columns.setdefault(name, exp.column(name, alias))
    columns |= {name: first.slices[name] for name in SLICES if name in slices}
    for role, counting in countings.items():
        if counting.member is not None:
            columns["member"] = counting.member
        columns[role] = _scaled(counting, scales[role])
    is_counted = exp.or_(*(counting.condition for counting in countings.values()))
    columns["counted"] = exp.func("coalesce", is_counted, FALSE)
    for counting in countings.values():
        for column in counting.mentioned:
            columns.setdefault(column.name, column)
    base = first.base.copy()
    base.set("expressions", [exp.alias_(each.copy(), name) for name, each in columns.items()])
    where = ["true"]
    if asked.day:
        where.append(f"date = date '{asked.day}'")
    if asked.queue:
        where.append(f"queue_id = '{_quoted(asked.queue)}'")
    if asked.counted != "all":
        where.append("counted" if asked.counted == "yes" else "not counted")
    limit = "" if asked.rows is None else f" limit {asked.rows}"
    return (
        f"select * from ({base.sql(dialect=DIALECT)}) where {' and '.join(where)} "
        f"order by all{limit}"
    )


def _scaled(counting: Counting, scale: int) -> exp.Expr:
    """What a row adds, in the unit of the marts."""
    amount = exp.Case().when(counting.condition.copy(), counting.amount.copy()).else_(ZERO.copy())
    exact = exp.cast(amount, "decimal(20, 0)")
    return exp.cast(
        exp.Mul(this=exact, expression=exp.cast(f"{10**-scale:.4f}", "decimal(5, 4)")),
        "decimal(18, 4)",
    )


def _with_ids(connection: duckdb.DuckDBPyConnection, counting: Counting) -> Counting:
    """Give ids to a step that wrote down events without them, and leave out what adds nothing."""
    if _ids(connection, counting.base):
        return counting
    base = counting.base.copy()
    used = {column.name for column in counting.mentioned}
    found = False
    for source in sources(base):
        for cte in base.ctes:
            if cte.alias == source.name and not cte.this.args.get("group"):
                found |= _identify(connection, base, cte, used)
    if not found:
        return counting
    return replace(counting, base=base)


def _identify(
    connection: duckdb.DuckDBPyConnection, base: exp.Select, cte: exp.CTE, used: set[str]
) -> bool:
    """Add the ids of each branch's own rows to a step; say whether there were any."""
    parts = branches(cte.this)
    names = parts[0].named_selects
    kept = []
    for part in parts:
        titled = dict(zip(names, (each.unalias() for each in part.expressions), strict=True))
        if any(titled[name] != ZERO for name in used & titled.keys()):
            kept.append((part, titled))
    if not kept:
        return False
    ids = [
        {name: alias for alias, name in _ids(connection, _alone(part, base))} for part, _ in kept
    ]
    wanted = list(dict.fromkeys(name for known in ids for name in known if name not in names))
    selects = []
    for (part, titled), known in zip(kept, ids, strict=True):
        for name in wanted:
            titled[name] = exp.column(name, known[name]) if name in known else exp.null()
        select = part.copy()
        select.set("expressions", [exp.alias_(each.copy(), name) for name, each in titled.items()])
        selects.append(select)
    cte.set("this", exp.union(*selects, distinct=False) if len(selects) > 1 else selects[0])
    return bool(wanted)


def _alone(part: exp.Select, base: exp.Select) -> exp.Select:
    """A branch by itself, able to name the steps before it."""
    select = part.copy()
    select.set("with_", base.args["with_"].copy())
    return select


def _ids(connection: duckdb.DuckDBPyConnection, select: exp.Select) -> list[tuple[str, str]]:
    """The ids that a select could show, each with the source it comes from and named once."""
    found: dict[str, str] = {}
    for source in sources(select):
        alias = source.alias_or_name
        looked = select.copy()
        looked.set("expressions", [exp.Column(this=exp.Star(), table=exp.to_identifier(alias))])
        rows = connection.execute(f"describe {looked.sql(dialect=DIALECT)}").fetchall()
        for name in (str(row[0]) for row in rows):
            if name.endswith("_id") and name not in SLICES:
                found.setdefault(name, alias)
    return [(alias, name) for name, alias in found.items()]


def _quoted(text: str) -> str:
    return text.replace("'", "''")
