"""How a feed counts a measure, undone to single rows: the same SQL, without the adding up.

Each row of the fact keeps what it adds to the measure, the conditions it met or not, its ids, and
the columns that the conditions mention.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from wallboard.catalogue import SLICES
from wallboard.compiled import DIALECT, Compiled, branch_of, branches, ctes_of, sources

# What may stand around a sum so that adding up rows gives the same.
LINEAR = (exp.Cast, exp.Coalesce, exp.Paren, exp.Add, exp.Sub, exp.Neg, exp.Alias)


class NotByRow(Exception):
    """A measure that is no sum over the rows of a fact; the message names what it is made from."""


@dataclass(frozen=True, slots=True)
class Counting:
    """One measure by row: what is read, and what each row gives."""

    base: exp.Select  # the select that counted, with its common tables and without any grouping
    day: exp.Expr
    slices: dict[str, exp.Expr]
    amount: exp.Expr
    condition: exp.Expr
    member: exp.Expr | None = None

    @property
    def reads(self) -> str:
        """What is read, as text: two measures with the same are shown in one list."""
        return str(self.base.sql(dialect=DIALECT))

    @property
    def mentioned(self) -> list[exp.Column]:
        """Columns by which a row was counted or not."""
        return [*self.condition.find_all(exp.Column), *self.amount.find_all(exp.Column)]


def counting_of(compiled: Compiled, measure_id: str) -> Counting:
    """Undo the counting of one measure; raise `NotByRow` where that cannot be done."""
    feed = compiled.feed_of(measure_id)
    tree = sqlglot.parse_one(compiled.models[feed].sql, read=DIALECT)
    assert isinstance(tree, exp.Query)
    made = _marked(tree, measure_id) or _summed(tree, measure_id)
    if made is None:
        facts = sorted(
            {
                table.name
                for table in tree.find_all(exp.Table)
                if table.name.startswith(("fct_", "dim_"))
            }
        )
        raise NotByRow(
            f"{measure_id} is counted by {feed} from {', '.join(facts)} over more than single "
            "rows, and so cannot be shown row by row"
        )
    return made


def _marked(tree: exp.Query, measure_id: str) -> Counting | None:
    """A measure of which each row is written down: a duration, a member, a member's amount."""
    branch = branch_of(tree, measure_id)
    if branch is None:
        return None
    names = branches(tree)[0].named_selects
    columns = dict(zip(names, (column.unalias() for column in branch.expressions), strict=True))
    base = branch.copy()
    with_ = tree.args.get("with_")
    if with_ is not None and base.args.get("with_") is None:
        base.set("with_", with_.copy())
    one = exp.Literal.number(1)
    return _based(
        base,
        columns["measure_date"],
        {name: columns[name] for name in SLICES},
        columns.get("duration_ms") or columns.get("amount") or one,
        exp.true(),
        columns.get("member"),
    )


def _summed(tree: exp.Query, measure_id: str) -> Counting | None:
    """A measure that is a column: found where it is added up."""
    found = _trace(tree, measure_id)
    if found is None:
        return None
    select, column = found
    bars = ("distinct", "having", "qualify", "limit")
    if any(select.args.get(bar) for bar in bars):
        return None
    undone = _undone(column)
    if undone is None:
        return None
    amount, condition = undone
    keys = {each.alias_or_name: each.unalias() for each in select.expressions if not _adds(each)}
    days = [name for name in keys if name == "measure_date" or name.endswith("_date")]
    if "measure_date" not in days and len(days) != 1:
        return None
    day = keys.get("measure_date", keys[days[0]])
    slices = {name: keys.get(name, exp.Literal.string("(all)")) for name in SLICES}
    base = select.copy()
    known = {cte.alias for cte in base.ctes}
    around = [cte.copy() for cte in ctes_of(select) if cte.alias not in known]
    if around:
        base.set("with_", exp.With(expressions=around))
    base.set("group", None)
    return _based(base, day, slices, amount, condition, None)


def _based(
    base: exp.Select,
    day: exp.Expr,
    slices: dict[str, exp.Expr],
    amount: exp.Expr,
    condition: exp.Expr,
    member: exp.Expr | None,
) -> Counting:
    """Turn what the rows were chosen by into a condition, so that rows left out can be shown."""
    chosen = [condition.copy()]
    if base.args.get("where"):
        chosen.append(base.args["where"].this.copy())
        base.set("where", None)
    first = sources(base)[0]
    cte = next((cte for cte in base.ctes if cte.alias == first.name), None)
    if cte is not None and _is_import(cte.this) and cte.this.args.get("where"):
        where = cte.this.args["where"].this.copy()
        for column in where.find_all(exp.Column):
            column.set("table", exp.to_identifier(first.alias_or_name))
        chosen.append(where)
        cte.this.set("where", None)
    met = [each for each in chosen if each != exp.true()]
    base.set("expressions", [exp.Star()])
    return Counting(
        base, day.copy(), slices, amount.copy(), exp.and_(*met) if met else exp.true(), member
    )


def _is_import(query: exp.Expr) -> bool:
    """Whether a step only takes the rows of one table, all columns of them."""
    return (
        isinstance(query, exp.Select)
        and [type(column) for column in query.expressions] == [exp.Star]
        and not query.expressions[0].args.get("except_")
        and len(sources(query)) == 1
        and not any(query.args.get(part) for part in ("group", "distinct", "qualify", "limit"))
    )


def _trace(query: exp.Query, name: str) -> tuple[exp.Select, exp.Expr] | None:
    """The select in which a column is added up, and the column; followed through later steps."""
    if not isinstance(query, exp.Select):
        return None
    for column in query.expressions:
        if isinstance(column, exp.Star):
            for source in sources(query):
                found = _trace_into(query, source.name, name)
                if found:
                    return found
        elif column.alias_or_name == name:
            if _adds(column):
                return query, column
            inner = _passed_on(column.unalias())
            if inner is None:
                return None
            for source in sources(query):
                if not inner.table or source.alias_or_name == inner.table:
                    found = _trace_into(query, source.name, inner.name)
                    if found:
                        return found
    return None


def _trace_into(query: exp.Select, source: str, name: str) -> tuple[exp.Select, exp.Expr] | None:
    cte = next((cte for cte in ctes_of(query) if cte.alias == source), None)
    return _trace(cte.this, name) if cte is not None else None


def _passed_on(column: exp.Expr) -> exp.Column | None:
    """The column that another step hands on as it is, or with 0 where there is none."""
    if isinstance(column, exp.Coalesce) and [str(e) for e in column.expressions] == ["0"]:
        column = column.this
    return column if isinstance(column, exp.Column) else None


def _adds(column: exp.Expr) -> bool:
    return any(not each.find_ancestor(exp.Window) for each in column.find_all(exp.AggFunc))


def _undone(column: exp.Expr) -> tuple[exp.Expr, exp.Expr] | None:
    """What one row adds, and when; None where the rows' amounts would not add up to the column."""
    column = column.unalias().copy()
    conditions = []
    for sum_ in list(column.find_all(exp.AggFunc)):
        whole = sum_.parent if isinstance(sum_.parent, exp.Filter) else sum_
        around: exp.Expr | None = whole.parent
        while around is not None:
            if not isinstance(around, LINEAR):
                return None
            around = around.parent
        met = whole.expression.this if isinstance(whole, exp.Filter) else exp.true()
        if isinstance(sum_, exp.Count) and not isinstance(sum_.this, exp.Distinct):
            amount: exp.Expr = exp.Literal.number(1)
            if not isinstance(sum_.this, exp.Star):
                met = exp.and_(met, sum_.this.is_(exp.null()).not_())
        elif isinstance(sum_, exp.Sum | exp.Max) and not isinstance(sum_.this, exp.Distinct):
            amount = exp.func("coalesce", sum_.this.copy(), exp.Literal.number(0))
            met = exp.and_(met, exp.NEQ(this=amount.copy(), expression=exp.Literal.number(0)))
        else:
            return None
        conditions.append(met.copy())
        once = exp.Case().when(_paren(met), amount).else_(exp.Literal.number(0))
        if whole is column:
            column = once
        else:
            whole.replace(once)
    return column, _any(conditions)


def _any(conditions: Iterable[exp.Expr]) -> exp.Expr:
    return exp.or_(*conditions)


def _paren(condition: exp.Expr) -> exp.Expr:
    return exp.Paren(this=condition.copy())
