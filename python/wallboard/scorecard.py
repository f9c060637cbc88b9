"""Reading the scorecard of a published run: one period, one slice, a row a KPI."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import duckdb

from wallboard.catalogue import SLICES
from wallboard.errors import UsageError

Period = Literal["day", "week", "month"]
SHOWN = (
    *("kpi_id", "period", "period_start", *SLICES, "kpi_value", "observations"),
    *("target_low", "target_high", "target_status", "attainment", "target_standing"),
    *("baseline", "benchmark", "previous_value", "change_pct", "last_year_value", "level_shift"),
    *("is_complete", "definition_version"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """Which scorecard: a period's length and first day (None: the last complete one), a slice."""

    period: Period
    start: date | None = None
    channel: str | None = None
    queue: str | None = None
    team: str | None = None

    @property
    def chosen(self) -> dict[str, str]:
        """The dimensions that are fixed."""
        named = {"channel": self.channel, "queue_id": self.queue, "team_id": self.team}
        return {name: value for name, value in named.items() if value is not None}


def scorecard(
    connection: duckdb.DuckDBPyConnection, card: Card, kpi_ids: list[str]
) -> list[dict[str, Any]]:
    """Rows of a scorecard in the order the KPIs are asked for; KPIs not cut that way have none.

    With one dimension fixed the others are '(all)'; with several the rows are those of the finest
    slices, which may be more than one a KPI.
    """
    first = card.start or _last_complete(connection, card.period)
    fixed = card.chosen
    conditions = {name: "= $" + name for name in fixed}
    if len(fixed) < 2:
        conditions |= {name: "= '(all)'" for name in SLICES if name not in fixed}
    where = " and ".join(f"{name} {condition}" for name, condition in conditions.items())
    result = connection.execute(
        f"select {', '.join(SHOWN)} from kpi_scorecard where period = $period "
        f"and period_start = $first and list_contains($kpis, kpi_id) and {where} "
        f"order by list_position($kpis, kpi_id), definition_version, {', '.join(SLICES)}",
        {"period": card.period, "first": str(first), "kpis": kpi_ids, **fixed},
    )
    rows = [dict(zip(SHOWN, row, strict=True)) for row in result.fetchall()]
    if not rows:
        words = ", ".join(f"{name} {value}" for name, value in fixed.items()) or "all slices"
        raise UsageError(
            f"the run has no such KPI in the {card.period} that begins on {first}, {words}; weeks "
            "begin on Monday, months on the first, and not every KPI is cut by every dimension"
        )
    return [{**row, "target_status": _status(row)} for row in rows]


def _last_complete(connection: duckdb.DuckDBPyConnection, period: str) -> date:
    [first] = connection.execute(
        "select max(period_start) from kpi_scorecard where period = ? and is_complete", [period]
    ).fetchone() or (None,)
    if not isinstance(first, date):
        raise UsageError(f"no {period} is complete in the run's data; name one with --start")
    return first


def _status(row: dict[str, Any]) -> str:
    """The status in words, where the mart has null."""
    if row["target_status"]:
        return str(row["target_status"])
    has_target = row["target_low"] is not None or row["target_high"] is not None
    return "no value" if has_target else "no target"
