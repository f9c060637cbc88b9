"""Why a KPI has the value it has: its definition, its numbers, and what stood beside them."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from wallboard.catalogue import Kpi, Measure, Notes, siblings
from wallboard.errors import UsageError
from wallboard.printing import as_table
from wallboard.query import Question, ask
from wallboard.runs import Run
from wallboard.runs.carried import Catalogue, definition_log


@dataclass(frozen=True, slots=True)
class Scope:
    """The days and the queue a KPI is explained for; None means all."""

    day: date | None = None
    queue: str | None = None

    @property
    def question(self) -> Question:
        """The same as a question to the run."""
        by = ("queue_id",) if self.queue else ()
        return Question(by=by, first=self.day, last=self.day)


def explain(
    run: Run,
    kpi: Kpi,
    catalogue: Catalogue,
    notes: dict[str, Notes],
    scope: Scope,
) -> str:
    """A page of text: definition, value, readings side by side, measures, rows set aside, log."""
    return "\n".join(_lines(run, kpi, catalogue, notes, scope))


def _lines(
    run: Run,
    kpi: Kpi,
    catalogue: Catalogue,
    notes: dict[str, Notes],
    scope: Scope,
) -> Iterator[str]:
    measures = catalogue.measures
    yield f"{kpi.kpi_id}  {kpi.name_en} · {kpi.name_zh}"
    yield (
        f"  {kpi.dictionary_no}, {kpi.reading} reading, "
        f"version {kpi.definition_version}, {kpi.status}"
    )
    yield f"  {kpi.formula}"
    formulas = {row.kpi_id: row.formula for row in catalogue.computed}
    for role, operand in (("numerator", kpi.numerator), ("denominator", kpi.denominator)):
        if operand:
            said = measures[operand].description if operand in measures else formulas[operand]
            yield f"  {role:<12} {operand}: {said}"
    yield f"  cohort       {kpi.cohort}; may be cut by {', '.join(kpi.sliceable_by) or 'nothing'}"
    if note := notes.get(kpi.kpi_id):
        yield f"  includes     {note.includes_en}"
        yield f"  how to read  {note.how_to_read_en}"
    yield ""
    refuse_unknown(run, scope)
    if scope.queue and "queue_id" not in kpi.sliceable_by:
        yield "This KPI is not cut by queue: the figures are those of all queues together"
    yield f"Value and its other readings ({_words(scope)})"
    with run.connect() as connection:
        asked = ask(connection, [kpi, *_other_readings(kpi, catalogue)], measures, scope.question)
    kept = [row for row in asked if _in_scope(row, scope)]
    shown = ("kpi_id", "numerator", "denominator", "value", "unit")
    yield as_table([{name: row[name] for name in shown} for row in kept])
    if _counts_cases(kpi, measures) and kept and kept[0]["value"] is not None:
        low, high = wilson(float(kept[0]["value"]), float(kept[0]["denominator"]))
        yield f"If these were a sample, it would lie in {low:.4f} … {high:.4f} (95 %, Wilson)"
    yield ""
    yield "All that was counted beside; what the two measures above do not hold was left out"
    parts = [row for row in catalogue.computed if row.kpi_id in kpi.operands]
    made_of = [*kpi.measures, *(name for part in parts for name in part.measures)]
    yield as_table(_process(run, made_of, measures, scope))
    yield ""
    yield "Findings on what was delivered, all days: flagged rows count, quarantined ones do not"
    yield as_table(_set_aside(run))
    yield ""
    yield "Log of the definition"
    yield as_table(_log(run, kpi, catalogue))


def _other_readings(kpi: Kpi, catalogue: Catalogue) -> list[Kpi]:
    return [other for other in siblings(kpi, catalogue.kpis) if not other.is_planned]


def _log(run: Run, kpi: Kpi, catalogue: Catalogue) -> list[dict[str, Any]]:
    """The versions with the days they hold, and each entry of the log on them."""
    versions = {row.definition_version: row for row in catalogue.kpis if row.kpi_id == kpi.kpi_id}
    with run.connect() as connection:
        entries = definition_log(connection, kpi.kpi_id)
    rows = [
        {
            "version": entry.definition_version,
            "valid_from": versions[entry.definition_version].valid_from,
            "valid_to": versions[entry.definition_version].valid_to,
            "fingerprint": entry.fingerprint[:12],
            "locked_on": entry.locked_on,
            "reason": entry.reason,
        }
        for entry in entries
        if entry.definition_version in versions
    ]
    locked = {row["version"] for row in rows}
    bare = dict.fromkeys(("fingerprint", "locked_on"))
    return rows + [
        {
            "version": number,
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
            **bare,
            "reason": "not locked",
        }
        for number, row in versions.items()
        if number not in locked
    ]


def refuse_unknown(run: Run, scope: Scope) -> None:
    """Raise `UsageError` for a queue or a day of which the run knows nothing."""
    with run.connect() as connection:
        queues = [
            str(row[0])
            for row in connection.execute("select distinct queue_id from kpi_daily").fetchall()
        ]
    if scope.queue and scope.queue not in queues:
        near = difflib.get_close_matches(scope.queue, queues, n=3)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise UsageError(f"the run knows no queue {scope.queue!r}{hint}")
    first, last = run.manifest["first_date"], run.manifest["last_date"]
    if scope.day and first and not first <= str(scope.day) <= last:
        raise UsageError(
            f"{scope.day} is outside the run's data, which reach from {first} to {last}"
        )


def wilson(share: float, n: float) -> tuple[float, float]:
    """The Wilson score interval of a share seen in ``n`` observations, at 95 %."""
    z = 1.959964
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def _counts_cases(kpi: Kpi, measures: dict[str, Measure]) -> bool:
    """Whether the KPI is a share of counted cases; one of time, or of a few members, is not."""
    base = measures.get(kpi.denominator)
    return kpi.unit == "share" and base is not None and base.unit == "count"


def _words(scope: Scope) -> str:
    return ", ".join(
        filter(None, [str(scope.day or "all days"), scope.queue and f"queue {scope.queue}"])
    )


def _in_scope(row: dict[str, Any], scope: Scope) -> bool:
    return not scope.queue or row.get("queue_id") in (scope.queue, "(all)", None)


def _process(
    run: Run, made_of: list[str], measures: dict[str, Measure], scope: Scope
) -> list[dict[str, Any]]:
    """The summed measures of the KPI's own processes over the scope, with what they count."""
    processes = {measures[name].process for name in made_of}
    beside = [m for m in measures.values() if m.process in processes and m.aggregation == "sum"]
    with run.connect() as connection:
        rows = connection.execute(
            "select measure_id, cast(sum(measure_value) as bigint) "
            "from fct_measure_daily where list_contains($names, measure_id) "
            "and ($day is null or measure_date = cast($day as date)) "
            "and ($queue is null or queue_id in ($queue, '(all)')) group by measure_id",
            {
                "names": [measure.measure_id for measure in beside],
                "day": str(scope.day) if scope.day else None,
                "queue": scope.queue,
            },
        ).fetchall()
    amounts: dict[str, int] = dict(rows)
    return [
        {
            "measure": measure.measure_id,
            "sum": amounts.get(measure.measure_id, 0) / 10**measure.scale,
            "unit": "s" if measure.is_ms else "",
            "counts": measure.description,
        }
        for measure in beside
    ]


def _set_aside(run: Run) -> list[dict[str, Any]]:
    with run.connect() as connection:
        rows = connection.execute(
            "select table_name, reason_code, disposition, sum(rows_found) from meta_load_anomaly "
            "group by all order by all"
        ).fetchall()
    names = ("table", "reason", "disposition", "rows")
    return [dict(zip(names, row, strict=True)) for row in rows]
