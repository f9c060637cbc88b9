"""A run explains itself by the definitions it was built from, version by version."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from small_project import Project
from typer.testing import Result

from oracle.golden_rows import DAY, contact, wait, world
from oracle.rows import World
from wallboard.catalogue import load_kpis, load_measures
from wallboard.errors import UsageError
from wallboard.query import Question, ask
from wallboard.runs.carried import carried_catalogue, definition_log
from wallboard.settings import PROJECT_DIR, Settings

SEEDS = PROJECT_DIR / "seeds" / "kpi"


def three_days() -> World:
    """Answered in 5 s on each of three days, and abandoned after 40 s on the second."""
    waits = [(day * DAY, 5.0, "answered") for day in range(3)] + [(DAY, 40.0, "abandoned")]
    return world(
        contacts=[
            contact(f"C{n}", start, channel="voice") for n, (start, _, _) in enumerate(waits)
        ],
        queue_segments=[
            wait(f"W{n}", f"C{n}", start, start + seconds, outcome)
            for n, (start, seconds, outcome) in enumerate(waits)
        ],
    )


@pytest.fixture(scope="module")
def run(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A run from another catalogue: asa had a version until 7 May that was over all who waited,
    and wait_p90 is only planned.
    """
    settings = project.publish(three_days(), tmp_path_factory.mktemp("versions"))
    with duckdb.connect(str(settings.home / "current" / "marts.duckdb")) as marts:
        marts.execute(
            "create table former as select * replace ('wait_ended_ms' as numerator, "
            "'service_level_base' as denominator, date '2024-05-07' as valid_to, "
            "'waits ÷ all who waited' as formula) from dim_kpi where kpi_id = 'asa'"
        )
        marts.execute(
            "update dim_kpi set definition_version = 2, valid_from = '2024-05-07' "
            "where kpi_id = 'asa'"
        )
        marts.execute("insert into dim_kpi select * from former")
        marts.execute("drop table former")
        marts.execute(
            "update dim_kpi set status = 'planned', numerator = null where kpi_id = 'wait_p90'"
        )
        marts.execute(
            "insert into kpi_definition_log values "
            "('asa', 2, 1, repeat('f', 64), date '2024-05-07', 'abandoned waits left out')"
        )
    return settings


def test_a_run_carries_what_the_seeds_said(project: Project) -> None:
    project.build(three_days())
    carried = carried_catalogue(project.engine.connection)
    kpis = load_kpis(SEEDS / "kpi_catalogue.csv")
    assert sorted(carried.kpis, key=lambda kpi: kpi.kpi_id) == sorted(
        kpis, key=lambda kpi: kpi.kpi_id
    )
    assert carried.measures == load_measures(SEEDS / "measures.csv")


def test_the_catalogue_is_the_runs_own(run: Settings, wallboard: Callable[..., Result]) -> None:
    said = wallboard(run, "explain", "asa").stdout
    assert "version 2" in said
    assert "abandoned waits left out" in said
    assert "ffffffffffff" in said
    assert "2024-05-07" in said


def rows(said: Result) -> list[dict[str, str]]:
    """Rows of a command's CSV."""
    assert said.exit_code == 0, said.output
    return list(csv.DictReader(io.StringIO(said.stdout)))


def test_one_version_on_every_day(run: Settings, wallboard: Callable[..., Result]) -> None:
    days = ("--grain", "day", "--format", "csv")
    former = rows(wallboard(run, "kpi", "asa", "--definition-version", "1", *days))
    assert [row["denominator"] for row in former] == ["1", "2", "1"]
    assert [row["numerator"] for row in former] == ["5", "45", "5"]
    assert {row["definition_version"] for row in former} == {"1"}
    present = rows(wallboard(run, "kpi", "asa", "--definition-version", "2", *days))
    assert [row["denominator"] for row in present] == ["1", "1", "1"]


def test_a_version_gives_what_kpi_daily_has(project: Project) -> None:
    connection = project.build(three_days())
    carried = carried_catalogue(connection)
    for question in (Question(), Question(grain="day", by=("queue_id",))):
        for kpi in carried.computed:
            if not set(question.by) <= set(kpi.sliceable_by):
                continue
            by_day = ask(connection, [kpi], carried.measures, question)
            alone = replace(question, one_version=True)
            assert ask(connection, [kpi], carried.measures, alone) == by_day, kpi.kpi_id


def test_what_is_planned_is_left_out_and_said(
    run: Settings, wallboard: Callable[..., Result]
) -> None:
    everything = rows(wallboard(run, "kpi", "--format", "csv"))
    assert "wait_p90" not in {row["kpi_id"] for row in everything}
    assert "asa" in {row["kpi_id"] for row in everything}
    for command in ("kpi", "explain"):
        failed = wallboard(run, command, "wait_p90")
        assert isinstance(failed.exception, UsageError)
        assert "planned" in str(failed.exception)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("asa", "--definition-version", "3"), "has no definition version 3; there are 1, 2"),
        (("--definition-version", "1"), "name the KPI"),
        (("service_levle",), "did you mean service_level"),
    ],
)
def test_what_the_run_does_not_know(
    run: Settings, wallboard: Callable[..., Result], arguments: tuple[str, ...], words: str
) -> None:
    failed = wallboard(run, "kpi", *arguments)
    assert isinstance(failed.exception, UsageError)
    assert words in str(failed.exception)


def test_the_log_is_told_in_order(run: Settings) -> None:
    with duckdb.connect(str(run.home / "current" / "marts.duckdb"), read_only=True) as marts:
        told = [(line.definition_version, line.revision) for line in definition_log(marts, "asa")]
    # a version is locked again whenever its SQL was rewritten: as many revisions, one after another
    locked = Counter(version for version, _ in told)
    assert set(locked) == {1, 2}
    assert told == [(version, place + 1) for version in (1, 2) for place in range(locked[version])]


def test_a_run_without_its_catalogue_says_so(
    run: Settings, wallboard: Callable[..., Result], tmp_path: Path
) -> None:
    with duckdb.connect(str(tmp_path / "marts.duckdb")) as marts:
        marts.execute("create table kpi_daily (kpi_id varchar)")
    (tmp_path / "current").symlink_to(tmp_path)
    failed = wallboard(Settings(home=tmp_path), "kpi")
    assert isinstance(failed.exception, UsageError)
    assert "an earlier wallboard published it" in str(failed.exception)
