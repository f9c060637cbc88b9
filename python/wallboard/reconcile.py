"""Which of our KPIs is it that a vendor reports? His figures beside every variant of ours.

Each metric of the file is held against the KPIs that could be meant, over the same periods and
slices. The one with the least mean absolute difference comes first. Beside each KPI stands the
average of its daily values, which is wrong and common.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

import duckdb

from wallboard.catalogue import Kpi, siblings
from wallboard.catalogue_rows import READINGS
from wallboard.errors import UsageError
from wallboard.query import Grain, Question, ask
from wallboard.runs.carried import Catalogue
from wallboard.vendor_csv import Figure

MATCHES, TOO = "matches", "would match too"
LEAST = 1e-9  # what is left of a floating division
DIVIDED, AVERAGED = "summed, divided once", "average of daily values"
# Scales in which a figure is often written without saying so.
UNSAID = {"percent": 0.01, "minutes": 60.0}
# Kinds of which a day's value is no part of a longer period's.
QUOTIENTS = ("ratio", "mean", "percentile", "distinct", "index", "concentration")
Ours = dict[tuple[Any, ...], float]


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to compute a metric, and how far it is from the vendor's figures."""

    metric: str
    kpi_id: str
    reading: str
    computed: str
    matched_rows: int
    mean_difference: float
    largest_difference: float
    equal_share: float
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A figure of the vendor beside which we have none."""

    line: int
    metric: str
    why: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All variants of all metrics, best first, and the figures left over."""

    variants: list[Variant]
    unmatched: list[Unmatched]
    hints: list[str]


class Reconciler:
    """Holds figures against one published run; asks the run for each KPI and cut once."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        catalogue: Catalogue,
        tolerance: float,
        kpi_id: str | None = None,
    ) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._tolerance = tolerance
        self._candidates = self._chosen(kpi_id)
        self._answers: dict[tuple[str, str, tuple[str, ...], str], Ours] = {}
        self._members: dict[str, set[str]] = {}

    def reconcile(self, figures: list[Figure]) -> Reconciliation:
        """Every metric of the file, in its order."""
        found = Reconciliation([], [], [])
        for metric in dict.fromkeys(figure.metric for figure in figures):
            rows = [figure for figure in figures if figure.metric == metric]
            variants, matched = self._ranked(metric, rows)
            found.variants.extend(variants)
            found.unmatched.extend(
                Unmatched(row.line, metric, self._why(row))
                for row in rows
                if row.line not in matched
            )
            if not (variants and variants[0].verdict):
                found.hints.extend(self._hints(metric, rows))
        return found

    def _chosen(self, kpi_id: str | None) -> list[Kpi]:
        computed = self._catalogue.computed
        if kpi_id is None:
            return computed
        for kpi in computed:
            if kpi.kpi_id == kpi_id:
                kin = {other.kpi_id for other in siblings(kpi, computed)}
                return [kpi, *(other for other in computed if other.kpi_id in kin)]
        raise UsageError(f"the published run computes no KPI {kpi_id!r}; dim_kpi lists them all")

    def _ranked(self, metric: str, rows: list[Figure]) -> tuple[list[Variant], set[int]]:
        """Variants with figures beside the vendor's, best first, and the lines that have any.

        A variant that covers less than half of these lines comes after those that do.
        """
        variants: list[Variant] = []
        matched: set[int] = set()
        for kpi in self._candidates:
            for computed in (DIVIDED, AVERAGED):
                pairs = list(self._pairs(kpi, computed, rows))
                if pairs:
                    matched |= {row.line for row, _ in pairs}
                    variants.append(self._compared(metric, kpi, computed, pairs))
        variants.sort(
            key=lambda variant: (
                2 * variant.matched_rows < len(matched),
                variant.mean_difference,
                -variant.matched_rows,
                variant.computed != DIVIDED,
                READINGS.index(variant.reading),
                variant.kpi_id,
            )
        )
        return list(_judged(variants, len(matched))), matched

    def _pairs(self, kpi: Kpi, computed: str, rows: list[Figure]) -> Iterator[tuple[Figure, float]]:
        for row in rows:
            if row.value is None or not _can_be(row, kpi):
                continue
            if computed == AVERAGED and (row.grain == "day" or kpi.kind not in QUOTIENTS):
                continue
            ours = self._ours(kpi, row.grain, row.by, computed).get(row.key)
            if ours is not None:
                yield row, ours

    def _compared(
        self, metric: str, kpi: Kpi, computed: str, pairs: list[tuple[Figure, float]]
    ) -> Variant:
        apart = [abs((row.value or 0.0) - ours) for row, ours in pairs]
        equal = sum(
            each <= max(self._tolerance * abs(ours), LEAST)
            for each, (_, ours) in zip(apart, pairs, strict=True)
        )
        return Variant(
            metric=metric,
            kpi_id=kpi.kpi_id,
            reading=kpi.reading,
            computed=computed,
            matched_rows=len(apart),
            mean_difference=sum(apart) / len(apart),
            largest_difference=max(apart),
            equal_share=equal / len(apart),
        )

    def _ours(self, kpi: Kpi, grain: str, by: tuple[str, ...], computed: str) -> Ours:
        """Our values by period and slice."""
        key = (kpi.kpi_id, grain, by, computed)
        if key not in self._answers:
            asked_grain = "day" if computed == AVERAGED else grain
            question = Question(by=by, grain=cast(Grain, asked_grain))
            values: dict[tuple[Any, ...], list[float]] = {}
            for row in ask(self._connection, [kpi], self._catalogue.measures, question):
                if row["value"] is not None:
                    start = row["period_start"]
                    if computed == AVERAGED:
                        start = _period(start, grain)
                    where = (start, *(row[name] for name in by))
                    values.setdefault(where, []).append(float(row["value"]))
            self._answers[key] = {where: sum(found) / len(found) for where, found in values.items()}
        return self._answers[key]

    def _hints(self, metric: str, rows: list[Figure]) -> Iterator[str]:
        """Whether the figures would match if they were in a unit that the file does not say."""
        for unit, factor in UNSAID.items():
            scaled = [
                replace(row, unit=unit, value=row.value * factor)
                for row in rows
                if row.value is not None and row.unit != unit
            ]
            variants, _ = self._ranked(metric, scaled)
            if variants and variants[0].verdict:
                yield (
                    f"{metric}: read in {unit}, it would match {variants[0].kpi_id}; "
                    f"if so, write {unit} into the column unit"
                )

    def _why(self, row: Figure) -> str:
        """Why there is no figure of ours beside one of the vendor's."""
        if row.value is None:
            return "its value is empty"
        for name, value in row.slices:
            if value not in self._known(name):
                return f"the run knows no {name} {value!r}"
        if row.period_start and not self._overlaps(row.period_start, row.grain):
            return f"the run has no data of the {row.grain} {row.period_start}"
        if not any(_can_be(row, kpi) for kpi in self._candidates):
            cut = f" cut by {', '.join(row.by)}" if row.by else ""
            return f"no KPI in question is in {row.unit or 'any unit'}{cut}"
        return "none of the KPIs in question has a value there"

    def _known(self, dimension: str) -> set[str]:
        if dimension not in self._members:
            rows = self._connection.execute(
                f"select distinct {dimension} from kpi_daily where {dimension} <> '(all)'"
            ).fetchall()
            self._members[dimension] = {str(row[0]) for row in rows}
        return self._members[dimension]

    def _overlaps(self, start: date, grain: str) -> bool:
        span = self._connection.execute("select min(kpi_date), max(kpi_date) from kpi_daily")
        first, last = span.fetchone() or (None, None)
        return bool(first and last and _period(first, grain) <= start <= last)


def _judged(variants: list[Variant], rows: int) -> Iterator[Variant]:
    """The best one matches if every figure is within the tolerance; others may as well."""
    fits = [each.equal_share == 1 and each.matched_rows == rows for each in variants]
    for place, (variant, does) in enumerate(zip(variants, fits, strict=True)):
        verdict = MATCHES if place == 0 else TOO if fits[0] else ""
        yield replace(variant, verdict=verdict if does else "")


def _can_be(row: Figure, kpi: Kpi) -> bool:
    return row.fits(kpi.unit) and set(row.by) <= set(kpi.sliceable_by)


def _period(day: date, grain: str) -> Any:
    """First day of the period a day lies in, as `wallboard kpi` has it."""
    match grain:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "all":
            return None
    return day
