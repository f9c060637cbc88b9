"""Row by row: what is shown adds up to the KPI, and says why a row was left out."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from small_project import Project
from typer.testing import Result

from golden_worlds import GOLDEN
from oracle.golden_rows import contact, wait, world
from wallboard.catalogue import Kpi, load_kpis, load_measures, open_kpis
from wallboard.counting import NotByRow, counting_of
from wallboard.errors import UsageError
from wallboard.explain_rows import Asked, RowList, row_lists
from wallboard.query import Question, ask
from wallboard.settings import PROJECT_DIR, Settings

SEEDS = PROJECT_DIR / "seeds" / "kpi"
MEASURES = load_measures(SEEDS / "measures.csv")
KPIS = [kpi for kpi in open_kpis(load_kpis(SEEDS / "kpi_catalogue.csv")) if not kpi.is_planned]
SUMMED = [kpi for kpi in KPIS if kpi.kind in ("ratio", "mean", "total")]
# Measures that are no sum over single rows.
NOT_BY_ROW = {
    *("knowledge_flags_to_date", "knowledge_flags_fixed_to_date"),  # stocks of a day
    *("customers_at_start", "customers_retained", "customers_lost"),  # customers of a month
    "offered_deviation_milli",  # half hours of a day against each other
}
Rows = Callable[[Kpi], tuple[dict[str, Any], list[RowList]]]


@pytest.fixture(scope="module")
def rows_of(project: Project) -> Rows:
    """A KPI's answer and its rows in its typical golden world; worlds are built as they come."""
    built: list[str] = []

    def give(kpi: Kpi) -> tuple[dict[str, Any], list[RowList]]:
        golden = GOLDEN[kpi.kpi_id].typical.world()
        key = json.dumps(golden, sort_keys=True)
        if built != [key]:
            project.build(golden)
            built[:] = [key]
        connection = project.engine.connection
        [answer] = ask(connection, [kpi], MEASURES, Question())
        lists = list(row_lists(connection, project.compiled, kpi, MEASURES, Asked()))
        return answer, [found for found in lists if isinstance(found, RowList)]

    return give


@pytest.mark.parametrize("kpi", SUMMED, ids=lambda kpi: kpi.kpi_id)
def test_rows_add_up_to_the_kpi(rows_of: Rows, kpi: Kpi) -> None:
    answer, lists = rows_of(kpi)
    shown = {role for found in lists for role in found.measures}
    assert shown == {
        role
        for role in ("numerator", "denominator")
        if getattr(kpi, role) and getattr(kpi, role) not in NOT_BY_ROW
    }
    for found in lists:
        for role in found.measures:
            assert sum((row[role] for row in found.rows), Decimal(0)) == answer[role]
            assert all(row["counted"] for row in found.rows if row[role])
        # a share of a cost belongs to a day and channel, to no single thing
        if kpi.theme != "cost":
            assert all(any(name.endswith("_id") for name in row) for row in found.rows)


@pytest.mark.parametrize(
    "kpi", [kpi for kpi in KPIS if kpi.kind == "percentile"], ids=lambda kpi: kpi.kpi_id
)
def test_observations_of_a_percentile_are_its_sample(rows_of: Rows, kpi: Kpi) -> None:
    answer, [found] = rows_of(kpi)
    assert sum(row["counted"] for row in found.rows) == answer["denominator"]


@pytest.mark.parametrize(
    "kpi", [kpi for kpi in KPIS if kpi.kind == "distinct"], ids=lambda kpi: kpi.kpi_id
)
def test_members_are_those_counted(rows_of: Rows, kpi: Kpi) -> None:
    answer, lists = rows_of(kpi)
    for found in lists:
        for role, measure_id in found.measures.items():
            if MEASURES[measure_id].aggregation == "distinct":
                members = {row["member"] for row in found.rows if row[role]}
                assert len(members) == answer[role]


@pytest.mark.parametrize("measure_id", MEASURES)
def test_every_measure_is_shown_by_row_or_says_from_what_it_is_counted(
    project: Project, measure_id: str
) -> None:
    try:
        counting_of(project.compiled, measure_id)
    except NotByRow as error:
        assert "cannot be shown row by row" in str(error)
        assert "fct_" in str(error)
        assert MEASURES[measure_id].aggregation in ("last", "last_histogram", "max", "sum")
    else:
        assert measure_id not in NOT_BY_ROW


@pytest.fixture
def three(project: Project) -> None:
    """Answered in time, answered late, and an outbound call that no queue KPI counts."""
    contacts = [contact(f"C{n}", channel="voice") for n in range(3)]
    contacts[2]["direction"] = "outbound"
    waits = [wait(f"W{n}", f"C{n}", 0, seconds, "answered") for n, seconds in enumerate((5, 90, 5))]
    project.build(world(contacts=contacts, queue_segments=waits))


def shown(project: Project, kpi_id: str, asked: Asked) -> list[dict[str, Any]]:
    """Rows of the KPI's only list."""
    [kpi] = [kpi for kpi in KPIS if kpi.kpi_id == kpi_id]
    [found] = row_lists(project.engine.connection, project.compiled, kpi, MEASURES, asked)
    assert isinstance(found, RowList)
    return found.rows


@pytest.mark.usefixtures("three")
def test_a_row_says_what_it_adds_and_why(project: Project) -> None:
    in_time, late, outbound = shown(project, "service_level", Asked())
    assert (in_time["numerator"], in_time["denominator"], in_time["counted"]) == (1, 1, True)
    assert (late["numerator"], late["denominator"], late["counted"]) == (0, 1, True)
    assert (outbound["numerator"], outbound["denominator"], outbound["counted"]) == (0, 0, False)
    assert late["is_in_threshold"] is False
    assert outbound["is_inbound"] is False
    assert in_time["segment_id"] == "W0"


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (Asked(rows=2), ["W0", "W1"]),
        (Asked(counted="yes"), ["W0", "W1"]),
        (Asked(counted="no"), ["W2"]),
        (Asked(queue="Q1", day=date(2024, 5, 6)), ["W0", "W1", "W2"]),
        (Asked(queue="Q2"), []),
        (Asked(day=date(2024, 5, 7)), []),
        (Asked(queue="Q1' or true or '"), []),
    ],
)
def test_rows_are_chosen(project: Project, asked: Asked, ids: list[str]) -> None:
    assert [row["segment_id"] for row in shown(project, "service_level", asked)] == ids


def test_events_written_down_without_ids_get_them_back(rows_of: Rows) -> None:
    [kpi] = [kpi for kpi in KPIS if kpi.kpi_id == "sentiment_alert_precision"]
    _, [found] = rows_of(kpi)
    assert all(row["alert_id"] for row in found.rows)


def test_a_feed_that_adds_up_days_says_what_it_counts(project: Project) -> None:
    with pytest.raises(NotByRow, match="msr_knowledge_daily from dim_date, fct_knowledge_flag"):
        counting_of(project.compiled, "knowledge_flags_to_date")


def test_the_command(home: Settings, wallboard: Callable[..., Result]) -> None:
    said = wallboard(home, "explain", "service_level", "--rows", "3", "--queue", "Q1")
    assert said.exit_code == 0, said.output
    assert "numerator answered_in_threshold and denominator service_level_base" in said.stdout
    assert said.stdout.count("Q1") == 3


def test_a_build_file_of_another_build_is_refused(
    home: Settings, wallboard: Callable[..., Result]
) -> None:
    warehouse = home.home / "work" / "warehouse.duckdb"
    seen = warehouse.stat()
    os.utime(warehouse, ns=(seen.st_atime_ns, seen.st_mtime_ns + 1))
    try:
        failed = wallboard(home, "explain", "asa", "--rows", "3")
        assert isinstance(failed.exception, UsageError)
        assert "run `wallboard build`" in str(failed.exception)
    finally:
        os.utime(warehouse, ns=(seen.st_atime_ns, seen.st_mtime_ns))
