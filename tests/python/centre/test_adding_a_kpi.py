"""A KPI over measures that exist is one row of the catalogue and one `make render`."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import duckdb
import pytest

from metrics import MONTH, MetricFlow
from wallboard.landing import ingest
from wallboard.render import render
from wallboard.runs import build, current_run
from wallboard.settings import PROJECT_DIR, Settings
from wallboard.synth import generate

PROJECT = ("dbt_project.yml", "profiles.yml")
FOLDERS = ("models", "seeds", "macros", "tests/generic", "tests/singular", "analyses")
ROW = {
    "kpi_id": "flow_out_rate",
    "dictionary_no": "K43",
    "kind": "ratio",
    "family": "efficiency",
    "theme": "accessibility",
    "numerator": "flow_out",
    "denominator": "offered_closed",
    "per": "1",
    "unit": "share",
    "better": "range",
    "floor": "0",
    "ceiling": "1",
    "sliceable_by": "site_id|channel|queue_id",
    "cohort": "queue entry",
    "reading": "variant",
    "appraisal_ok": "no",
    "status": "provisional",
    "definition_version": "1",
    "valid_from": "2000-01-01",
    "owner": "wallboard",
    "name_en": "Flow-out rate",
    "name_zh": "流出率",
    "formula": "flowed out ÷ offered and closed",
}


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A copy of the project with one KPI more, rendered, built and published."""
    project = tmp_path_factory.mktemp("project")
    for name in PROJECT:
        shutil.copy(PROJECT_DIR / name, project / name)
    for name in FOLDERS:
        shutil.copytree(PROJECT_DIR / name, project / name)
    catalogue = project / "seeds" / "kpi" / "kpi_catalogue.csv"
    with catalogue.open(encoding="utf-8", newline="") as lines:
        header = next(csv.reader(lines))
    with catalogue.open("a", encoding="utf-8", newline="") as lines:
        csv.DictWriter(lines, header, restval="", lineterminator="\n").writerow(ROW)
    render(project)
    settings = Settings(home=tmp_path_factory.mktemp("grown"), project_dir=project)
    generate(settings.home / "delivery", contacts=1500, days=3, seed=3)
    ingest([settings.home / "delivery"], "native", settings=settings)
    build(settings)
    return settings


def test_it_is_in_the_marts(grown: Settings) -> None:
    with current_run(grown).connect() as connection:
        value = share(connection, "select numerator, denominator from kpi_daily where kpi_id = $id")
        family = "select flow_out, offered_closed from efficiency_daily where flow_out_rate >= 0"
        assert 0 < value < 1
        assert share(connection, family) == value


def share(connection: duckdb.DuckDBPyConnection, rows: str) -> float:
    """The sums of two columns, divided once."""
    statement = f"select sum(#1), sum(#2) from ({rows})".replace("$id", f"'{ROW['kpi_id']}'")
    [over, under] = connection.execute(statement).fetchone() or (None, None)
    return float(over) / float(under)


def test_it_is_in_the_handbook(grown: Settings) -> None:
    page = Path(grown.project_dir / "docs/handbook/flow_out_rate.md").read_text(encoding="utf-8")
    assert "flowed out ÷ offered and closed" in page.replace("Flowed", "flowed")
    index = Path(grown.project_dir / "docs/kpi_handbook.md").read_text(encoding="utf-8")
    assert "handbook/flow_out_rate.md" in index


def test_it_is_in_metricflow(grown: Settings) -> None:
    [answer] = MetricFlow(grown).ask(["flow_out_rate"], [MONTH]).values()
    with current_run(grown).connect() as connection:
        rows = "select numerator, denominator from kpi_daily where kpi_id = $id"
        assert answer[0] == pytest.approx(share(connection, rows))
