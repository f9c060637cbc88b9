"""MetricFlow and the marts give the same numbers."""

from __future__ import annotations

import math
from datetime import datetime

import duckdb
import pytest

from metrics import CHANNEL, MONTH, Answers, MetricFlow
from wallboard.catalogue import Kpi, load_kpis, load_measures, open_kpis
from wallboard.query import Question, ask
from wallboard.render.semantic import is_metric, metric_name
from wallboard.settings import PROJECT_DIR, Settings

SEEDS = PROJECT_DIR / "seeds" / "kpi"
MEASURES = load_measures(SEEDS / "measures.csv")
KPIS = [
    kpi for kpi in open_kpis(load_kpis(SEEDS / "kpi_catalogue.csv")) if is_metric(kpi, MEASURES)
]
ADDED_UP = [kpi for kpi in KPIS if kpi.kind in ("ratio", "mean", "total")]


@pytest.fixture(scope="module")
def metricflow(centre: Settings) -> MetricFlow:
    """MetricFlow on the simulated centre."""
    return MetricFlow(centre)


def test_every_kpi_made_of_sums_is_a_metric(metricflow: MetricFlow) -> None:
    wanted = {
        kpi.kpi_id
        for kpi in open_kpis(load_kpis(SEEDS / "kpi_catalogue.csv"))
        if kpi.kind in ("ratio", "mean", "total") and not kpi.is_planned
    }
    assert wanted <= {kpi.kpi_id for kpi in KPIS}
    assert {metric_name(kpi.kpi_id) for kpi in KPIS} <= metricflow.metrics


@pytest.mark.parametrize("by_channel", [False, True], ids=["month", "month-and-channel"])
def test_metricflow_agrees_with_the_marts(
    run: duckdb.DuckDBPyConnection, metricflow: MetricFlow, by_channel: bool
) -> None:
    asked = [kpi for kpi in KPIS if not by_channel or "channel" in kpi.sliceable_by]
    assert {kpi.kpi_id for kpi in ADDED_UP if not by_channel} <= {kpi.kpi_id for kpi in asked}
    group_by = [MONTH, CHANNEL] if by_channel else [MONTH]
    answers = metricflow.ask([metric_name(kpi.kpi_id) for kpi in asked], group_by)
    compared = 0
    for place, kpi in enumerate(asked):
        compared += agree(run, kpi, answers, place, by_channel)
    assert compared > 2 * len(asked)


def agree(
    run: duckdb.DuckDBPyConnection, kpi: Kpi, answers: Answers, place: int, by_channel: bool
) -> int:
    """Compare one KPI's values; return how many there were."""
    by = ("channel",) if by_channel else ()
    rows = ask(run, [kpi], MEASURES, Question(by=by, grain="month"))
    values = [row for row in rows if row["value"] is not None]
    for row in values:
        month = datetime.combine(row["period_start"], datetime.min.time())
        answer = answers[month, *(row[name] for name in by)][place]
        assert answer is not None, (kpi.kpi_id, row)
        assert math.isclose(float(str(answer)), row["value"], rel_tol=1e-9), (kpi.kpi_id, row)
    return len(values)


def test_a_saved_query_a_family(metricflow: MetricFlow) -> None:
    saved = {query.name: query.query_params for query in metricflow.manifest.saved_queries}
    assert set(saved) == {
        f"{family}_by_month_and_channel" for family in ("efficiency", "quality", "intelligence")
    }
    named = {name for query in saved.values() for name in query.metrics}
    assert named == {metric_name(kpi.kpi_id) for kpi in KPIS}
