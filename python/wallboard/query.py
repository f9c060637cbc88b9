"""Asking a published run for KPIs over any period and slice.

Nothing is defined here: numerators and denominators come from the run, are summed and divided
once; peaks, stocks, distinct counts, percentiles and concentrations are rolled up as their kind
demands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import duckdb

from wallboard.catalogue import SLICES, Kpi, Measure
from wallboard.errors import UsageError
from wallboard.versions import version_daily

Grain = Literal["day", "week", "month", "all"]
PERIODS = {
    "day": "kpi_date",
    "week": "cast(date_trunc('week', kpi_date) as date)",
    "month": "cast(date_trunc('month', kpi_date) as date)",
    "all": "cast(null as date)",
}

# Kinds that name no denominator and have one: the observations, or the whole.
HAVE_A_BASE = ("percentile", "concentration")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: slices to cut by, period length, and first and last day (both included).

    ``one_version``: every day by the version that is asked, not by the one of the day.
    """

    by: tuple[str, ...] = ()
    grain: Grain = "all"
    first: date | None = None
    last: date | None = None
    one_version: bool = False

    def __post_init__(self) -> None:
        if len(set(self.by)) != len(self.by):
            raise UsageError(f"--by {','.join(self.by)}: name each slice once")
        unknown = [name for name in self.by if name not in SLICES]
        if unknown:
            raise UsageError(f"--by {','.join(unknown)}: choose from {', '.join(SLICES)}")
        if self.grain not in PERIODS:
            raise UsageError(f"--grain {self.grain}: choose from {', '.join(PERIODS)}")
        if self.first and self.last and self.first > self.last:
            raise UsageError(f"--from {self.first} is after --to {self.last}")

    @property
    def keys(self) -> str:
        """Columns of the answer's grain."""
        return ", ".join(("period_start", *self.by))

    @property
    def selected(self) -> str:
        """The same columns, computed from a mart's row."""
        return ", ".join((f"{PERIODS[self.grain]} as period_start", *self.by))

    @property
    def where(self) -> str:
        """Days asked for."""
        days = [f"kpi_date >= date '{self.first}'"] if self.first else []
        days += [f"kpi_date <= date '{self.last}'"] if self.last else []
        return " and ".join(["true", *days])


def ask(
    connection: duckdb.DuckDBPyConnection,
    kpis: list[Kpi],
    measures: dict[str, Measure],
    question: Question,
) -> list[dict[str, Any]]:
    """Ask a connection to a published run; answer in the order the KPIs are asked for.

    Rows hold kpi_id, definition_version, grain, period_start, the slices asked for, numerator,
    denominator, value and unit.
    """
    return [row for kpi in kpis for row in _ask_one(connection, kpi, measures, question)]


def _ask_one(
    connection: duckdb.DuckDBPyConnection,
    kpi: Kpi,
    measures: dict[str, Measure],
    question: Question,
) -> list[dict[str, Any]]:
    # Every name in the statement is the catalogue's or the question's own, checked on entry.
    operands = _operands(kpi, measures, question)
    result = connection.execute(
        f"select {question.keys}, numerator, denominator, value from ({operands}) "
        f"order by {question.keys}"
    )
    names = [column[0] for column in result.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    if not rows and question.grain == "all" and not question.by:
        rows = [{"period_start": None, "numerator": 0, "denominator": 0, "value": None}]
        if (not kpi.denominator and kpi.kind not in HAVE_A_BASE) or kpi.kind == "index":
            rows = [{**rows[0], "denominator": None}]
        if kpi.kind in ("percentile", "index"):
            rows = [{**rows[0], "numerator": None}]
    head = {"kpi_id": kpi.kpi_id, "definition_version": kpi.definition_version}
    return [{**head, "grain": question.grain, **row, "unit": kpi.unit} for row in rows]


def _operands(kpi: Kpi, measures: dict[str, Measure], question: Question) -> str:
    """SQL that gives numerator, denominator and value by the question's keys."""
    match kpi.kind:
        case "percentile":
            return _percentile(kpi, measures, question)
        case "index":
            return _index(kpi, question)
        case "concentration":
            return _concentration(kpi, measures, question)
        case "distinct":
            summed = _distinct(kpi, measures, question)
        case "balance":
            summed = _sums(
                kpi,
                measures,
                question,
                f"qualify kpi_date = max(kpi_date) over (partition by {question.keys})",
            )
        case _:
            summed = _sums(kpi, measures, question)
    if not kpi.denominator:
        total = "max" if kpi.kind == "extremum" else "sum"
        return (
            f"select {question.keys}, {total}(numerator) as numerator, null as denominator, "
            f"cast({total}(numerator) as double) as value from ({summed}) group by {question.keys}"
        )
    return (
        f"select *, case when denominator >= {kpi.min_sample or 0} then {kpi.per} * "
        "cast(numerator as double) / nullif(cast(denominator as double), 0) end as value "
        f"from (select {question.keys}, coalesce(sum(numerator), 0) as numerator, "
        f"coalesce(sum(denominator), 0) as denominator from ({summed}) group by {question.keys})"
    )


def _sums(
    kpi: Kpi, measures: dict[str, Measure], question: Question, last_day_only: str = ""
) -> str:
    rows = f"select * from kpi_daily where kpi_id = '{kpi.kpi_id}'"
    if question.one_version:
        rows = version_daily(kpi, measures)
    return (
        f"select {question.selected}, kpi_date, numerator, denominator from ({rows}) "
        f"where {question.where} {last_day_only}"
    )


def _distinct(kpi: Kpi, measures: dict[str, Measure], question: Question) -> str:
    """Distinct counts are counted anew over the period; a summed operand comes from kpi_daily.

    A member counts on the first day of the period it was seen on: where it was seen before the
    period, or never.
    """
    cut = [name for name in question.by if name in kpi.sliceable_by]
    slices = [name if name in cut else f"'(all)' as {name}" for name in question.by]
    keys = ", ".join([f"{PERIODS[question.grain]} as period_start", *slices])
    is_cut = " and ".join(f"{name} {'<>' if name in cut else '='} '(all)'" for name in SLICES)
    starts = [PERIODS[question.grain]] if question.grain != "all" else []
    starts += [f"date '{question.first}'"] if question.first else []
    is_first = (
        f"kpi_date - cast(days_since as integer) < greatest({', '.join(starts)})"
        if starts
        else "false"
    )
    parts = []
    for role, measure_id in (("numerator", kpi.numerator), ("denominator", kpi.denominator)):
        other = "denominator" if role == "numerator" else "numerator"
        if measures[str(measure_id)].aggregation == "distinct":
            parts.append(
                f"select {question.keys}, cast(sum(members) as bigint) as {role}, 0 as {other} "
                f"from (select {keys}, members from distinct_recurrence_daily "
                f"where measure_id = '{measure_id}' and {question.where} and {is_cut} "
                f"and (days_since = 0 or {is_first})) group by {question.keys}"
            )
        else:
            parts.append(
                f"select {question.keys}, sum({role}) as {role}, 0 as {other} "
                f"from ({_sums(kpi, measures, question)}) group by {question.keys}"
            )
    return " union all by name ".join(parts)


def _index(kpi: Kpi, question: Question) -> str:
    """The quotient of two KPIs, each divided on its own before."""
    cut = ", ".join(
        name if name in kpi.sliceable_by else f"'(all)' as {name}" for name in question.by
    )
    keys = f"{PERIODS[question.grain]} as period_start{', ' + cut if cut else ''}"
    part = (
        "max(per) filter (where is_{0}) * cast(sum(numerator) filter (where is_{0}) as double) "
        "/ nullif(cast(sum(denominator) filter (where is_{0}) as double), 0)"
    )
    over, under = part.format("over"), part.format("under")
    return (
        f"select {question.keys}, null as numerator, null as denominator, "
        f"{kpi.per} * ({over}) / nullif({under}, 0) as value from ("
        f"select {keys}, daily.numerator, daily.denominator, per, "
        f"kpi_id = '{kpi.numerator}' as is_over, kpi_id = '{kpi.denominator}' as is_under "
        "from kpi_daily as daily join dim_kpi using (kpi_id, definition_version) "
        f"where kpi_id in ('{kpi.numerator}', '{kpi.denominator}') and {question.where}"
        f") group by {question.keys} having value is not null"
    )


def _percentile(kpi: Kpi, measures: dict[str, Measure], question: Question) -> str:
    """The first bucket of the merged histogram at which the share asked for is reached."""
    # of a stock's ages those of the period's last day, not of every day
    last_day_only = ""
    if measures[kpi.numerator].aggregation == "last_histogram":
        last_day_only = "qualify kpi_date = max(kpi_date) over (partition by period_start)"
    cut = ", ".join(
        name if name in kpi.sliceable_by else f"'(all)' as {name}" for name in question.by
    )
    keys = f"{PERIODS[question.grain]} as period_start{', ' + cut if cut else ''}"
    return (
        f"with placed as (select {keys}, kpi_date, bucket_id, bucket_seconds, observations "
        f"from duration_histogram_daily where measure_id = '{kpi.numerator}' and {question.where} "
        f"{last_day_only}), merged as (select {question.keys}, bucket_id, bucket_seconds, "
        f"sum(observations) as n from placed group by all), counted as (select *, "
        f"sum(n) over (partition by {question.keys} order by bucket_id) as so_far, "
        f"sum(n) over (partition by {question.keys}) as in_all from merged) "
        f"select {question.keys}, null as numerator, max(in_all) as denominator, "
        f"min(bucket_seconds) as value from counted where so_far >= {kpi.quantile} * in_all "
        f"group by {question.keys}"
    )


def _concentration(kpi: Kpi, measures: dict[str, Measure], question: Question) -> str:
    """What the members with the most have of all, ranked anew over the period and slice."""
    cut = ", ".join(
        name if name in kpi.sliceable_by else f"'(all)' as {name}" for name in question.by
    )
    keys = f"{PERIODS[question.grain]} as period_start{', ' + cut if cut else ''}"
    unit = f"cast({10.0 ** -measures[kpi.numerator].scale:.4f} as decimal(5, 4))"
    return (
        f"with amounts as (select {question.keys}, member, sum(amount) as amount, "
        f"sum(observations) as n from (select {keys}, member, amount, observations "
        f"from member_amount_daily where measure_id = '{kpi.numerator}' and {question.where}) "
        f"group by all), ranked as (select *, row_number() over "
        f"(partition by {question.keys} order by amount desc, member) as place from amounts), "
        f"summed as (select {question.keys}, cast(sum(n) as bigint) as n, "
        f"cast(sum(amount) filter (where place <= {kpi.top_members}) as decimal(20, 0)) * {unit} "
        f"as numerator, cast(sum(amount) as decimal(20, 0)) * {unit} as denominator "
        f"from ranked group by {question.keys}) "
        f"select {question.keys}, numerator, denominator, case when n >= {kpi.min_sample or 0} "
        "then cast(numerator as double) / nullif(cast(denominator as double), 0) end as value "
        "from summed where denominator <> 0"
    )
