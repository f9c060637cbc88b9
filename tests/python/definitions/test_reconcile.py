"""A vendor's figures are recognised as the variant they are, and none of them is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from small_project import Project
from typer.testing import Result

from oracle.golden_rows import DAY, contact, wait, world
from oracle.rows import World
from wallboard.errors import UsageError
from wallboard.query import Grain, Question, ask
from wallboard.reconcile import AVERAGED, DIVIDED, Reconciler, Reconciliation, Variant
from wallboard.runs.carried import Catalogue, carried_catalogue
from wallboard.settings import Settings
from wallboard.vendor_csv import read_figures

Connection = duckdb.DuckDBPyConnection


def fortnight() -> World:
    """Two queues over ten days: answered in 5 s, answered in 90 s and abandoned after 3 s, in
    numbers that change by day, so that every reading of the service level has its own values.
    """
    waits = []
    for day in range(10):
        for queue_id, busy in (("Q1", 1), ("Q2", 4)):
            kinds = [(5.0, "answered", 6 + day), (90.0, "answered", busy * (day % 3))]
            kinds += [(3.0, "abandoned", 1 + day % 2), (12.0, "abandoned", busy)]
            for seconds, outcome, times in kinds:
                start = day * DAY
                waits += [(queue_id, start, start + seconds, outcome)] * times
    return world(
        contacts=[
            contact(f"C{n}", start, channel="voice") for n, (_, start, _, _) in enumerate(waits)
        ],
        queue_segments=[
            wait(f"W{n}", f"C{n}", start, end, outcome) | {"queue_id": queue_id}
            for n, (queue_id, start, end, outcome) in enumerate(waits)
        ],
    )


@pytest.fixture(scope="module")
def run(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with a run of the fortnight."""
    return project.publish(fortnight(), tmp_path_factory.mktemp("fortnight"))


@pytest.fixture
def connection(run: Settings) -> Iterator[Connection]:
    """A connection to that run."""
    with duckdb.connect(str(run.home / "current" / "marts.duckdb"), read_only=True) as opened:
        yield opened


@pytest.fixture
def catalogue(connection: Connection) -> Catalogue:
    """The catalogue of that run."""
    return carried_catalogue(connection)


def ours(
    connection: Connection, catalogue: Catalogue, kpi_id: str, grain: Grain, *by: str
) -> list[dict[str, Any]]:
    """Our own answer, which a vendor copies from."""
    kpis = [kpi for kpi in catalogue.kpis if kpi.kpi_id == kpi_id]
    return ask(connection, kpis, catalogue.measures, Question(by=by, grain=grain))


def file(path: Path, columns: str, lines: list[str]) -> Path:
    """A vendor's file."""
    path.write_text("\n".join([columns, *lines]) + "\n", encoding="utf-8")
    return path


def reconciled(
    connection: Connection, catalogue: Catalogue, path: Path, kpi_id: str | None = None
) -> Reconciliation:
    """The file against the run, at half a percent."""
    return Reconciler(connection, catalogue, 0.005, kpi_id).reconcile(read_figures(path))


def best(found: Reconciliation) -> Variant:
    """The variant that came first."""
    return found.variants[0]


def test_the_variant_of_a_service_level_is_recognised(
    connection: Connection, catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = ours(connection, catalogue, "service_level_excl_short", "day", "queue_id")
    lines = [f"SL,{row['period_start']},{row['queue_id']},{row['value']:.4f}" for row in rows]
    path = file(tmp_path / "v.csv", "metric,period_start,queue_id,value", lines)
    for kpi_id in ("service_level", "service_level_excl_short", None):
        found = reconciled(connection, catalogue, path, kpi_id)
        assert (best(found).kpi_id, best(found).verdict) == ("service_level_excl_short", "matches")
        assert best(found).matched_rows == len(lines) == 20
        assert found.unmatched == []
    differences = [each.mean_difference for each in found.variants if each.matched_rows == 20]
    assert differences == sorted(differences)


def test_percentages_are_recognised_when_they_are_said(
    connection: Connection, catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = ours(connection, catalogue, "service_level_excl_short", "week")
    values = [(row["period_start"], f"{row['value'] * 100:.2f}") for row in rows]
    said = [f"SL,{start},week,percent,{value}%" for start, value in values]
    path = file(tmp_path / "said.csv", "metric,period_start,grain,unit,value", said)
    assert best(reconciled(connection, catalogue, path)).kpi_id == "service_level_excl_short"
    unsaid = [f"SL,{start},week,,{value}" for start, value in values]
    path = file(tmp_path / "unsaid.csv", "metric,period_start,grain,unit,value", unsaid)
    found = reconciled(connection, catalogue, path, "service_level")
    assert best(found).verdict == ""
    assert "read in percent, it would match service_level_excl_short" in found.hints[0]


def test_minutes_become_seconds(
    connection: Connection, catalogue: Catalogue, tmp_path: Path
) -> None:
    [row] = ours(connection, catalogue, "asa", "all")
    path = file(
        tmp_path / "v.csv",
        "metric,period_start,grain,unit,value",
        [f"ASA,,all,minutes,{row['value'] / 60:.5f}"],
    )
    found = reconciled(connection, catalogue, path)
    assert (best(found).kpi_id, best(found).verdict) == ("asa", "matches")
    assert {variant.kpi_id for variant in found.variants}.isdisjoint({"service_level"})


def test_an_average_of_daily_values_is_recognised_as_one(
    connection: Connection, catalogue: Catalogue, tmp_path: Path
) -> None:
    daily = [row["value"] for row in ours(connection, catalogue, "service_level", "day")]
    week = daily[:7]
    path = file(
        tmp_path / "v.csv",
        "metric,period_start,grain,value",
        [f"SL,2024-05-06,week,{sum(week) / len(week):.6f}"],
    )
    found = reconciled(connection, catalogue, path, "service_level")
    assert (best(found).kpi_id, best(found).computed) == ("service_level", AVERAGED)
    [divided] = [
        variant
        for variant in found.variants
        if variant.kpi_id == "service_level" and variant.computed == DIVIDED
    ]
    assert divided.verdict == ""


def test_figures_without_ours_are_listed(
    connection: Connection, catalogue: Catalogue, tmp_path: Path
) -> None:
    [first, *_] = ours(connection, catalogue, "service_level", "day", "queue_id")
    path = file(
        tmp_path / "v.csv",
        "metric,period_start,queue_id,team_id,unit,value",
        [
            f"SL,{first['period_start']},{first['queue_id']},,share,{first['value']}",
            "SL,2024-05-06,Q9,,share,0.5",
            "SL,2020-01-01,Q1,,share,0.5",
            "SL,2024-05-07,Q1,,share,",
            "SL,2024-05-07,,T1,share,0.5",
        ],
    )
    found = reconciled(connection, catalogue, path, "service_level")
    assert best(found).verdict == "matches"
    assert [(left.line, left.why) for left in found.unmatched] == [
        (3, "the run knows no queue_id 'Q9'"),
        (4, "the run has no data of the day 2020-01-01"),
        (5, "its value is empty"),
        (6, "the run knows no team_id 'T1'"),
    ]


def test_metrics_are_told_apart(
    connection: Connection, catalogue: Catalogue, tmp_path: Path
) -> None:
    [level] = ours(connection, catalogue, "service_level", "all")
    [volume] = ours(connection, catalogue, "call_volume", "all")
    path = file(
        tmp_path / "v.csv",
        "metric,period_start,grain,unit,value",
        [f"SL,,all,share,{level['value']}", f"Calls,,all,count,{volume['value']}"],
    )
    found = reconciled(connection, catalogue, path)
    matching = {
        variant.metric: variant.kpi_id for variant in found.variants if variant.verdict == "matches"
    }
    assert matching["SL"] == "service_level"
    assert "volume" in matching["Calls"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1: no column metric"),
        ("metric,value\nSL,1\n", "no column period_start"),
        ("metric,period_start,value,queue\n", "unknown column 'queue'"),
        ("metric,period_start,value,value\n", "value is there twice"),
        ("metric,period_start,value\n", "no figures"),
        ("metric,period_start,value\nSL,2024-05-06\n", "line 2: 2 cells under 3 columns"),
        ("metric,period_start,value\nSL,6 May,1\n", "line 2, column period_start"),
        (
            "metric,period_start,value\n\nSL,2024-05-06,x\n",
            "line 3, column value: 'x' is no number",
        ),
        ("metric,period_start,value\nSL,2024-05-06,nan\n", "column value"),
        ("metric,period_start,value\nSL,2024-05-06,81%\n", "percent in the column unit"),
        ("metric,period_start,value\n,2024-05-06,1\n", "column metric: is empty"),
        ("metric,period_start,value,unit\nSL,2024-05-06,1,hours\n", "column unit: 'hours'"),
        ("metric,period_start,value,grain\nSL,2024-05-06,1,year\n", "column grain: 'year'"),
        ("metric,period_start,value,grain\nSL,2024-05-07,1,week\n", "no Monday"),
        ("metric,period_start,value,grain\nSL,2024-05-07,1,month\n", "not the first of a month"),
        ("metric,period_start,value\nSL,2024-05-06,1\nSL,2024-05-06,2\n", "as on line 2"),
        ('metric,period_start,value\nSL,2024-05-06,"1\n', "line 2"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "vendor.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"vendor\.csv") as failure:
        read_figures(path)
    assert words in str(failure.value)


def test_a_file_that_is_no_text_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_figures(tmp_path / "nowhere.csv")
    (tmp_path / "gb.csv").write_bytes("metric,指标".encode("gb18030"))
    with pytest.raises(UsageError, match="not UTF-8"):
        read_figures(tmp_path / "gb.csv")


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    path.write_text("metric,period_start,value\nSL,2024-05-06,1\n", encoding="utf-8-sig")
    assert len(read_figures(path)) == 1


def test_the_command(
    run: Settings,
    connection: Connection,
    catalogue: Catalogue,
    wallboard: Callable[..., Result],
    tmp_path: Path,
) -> None:
    rows = ours(connection, catalogue, "service_level_excl_short", "day")
    lines = [f"SL,{row['period_start']},{row['value']}" for row in rows]
    path = file(tmp_path / "v.csv", "metric,period_start,value", [*lines, "SL,2020-01-01,1"])
    connection.close()
    said = wallboard(run, "reconcile", str(path), "--kpi", "service_level")
    assert said.exit_code == 0, said.output
    assert said.stdout.startswith("SL: matches service_level_excl_short (summed, divided once)")
    assert "2020-01-01" in said.stdout
    as_json = json.loads(wallboard(run, "reconcile", str(path), "--format", "json").stdout)
    assert as_json["variants"][0]["kpi_id"] == "service_level_excl_short"
    as_csv = wallboard(run, "reconcile", str(path), "--format", "csv").stdout
    assert as_csv.startswith("metric,kpi_id,reading,computed,matched_rows")
    unknown = wallboard(run, "reconcile", str(path), "--kpi", "service_levle")
    assert isinstance(unknown.exception, UsageError)
