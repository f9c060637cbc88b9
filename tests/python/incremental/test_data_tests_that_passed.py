"""A data test that has passed looks at what has changed since, and forgets nothing it found."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from wallboard.errors import GateFailed
from wallboard.runs.buildfile import build_file
from wallboard.runs.dbt import run_dbt
from wallboard.runs.rebuilt import UNCHANGED
from wallboard.settings import PROJECT_DIR, Settings

PROJECT = """\
name: wallboard
version: "0.1.0"
config-version: 2
profile: wallboard
macro-paths: [macros, tests/generic]
test-paths: [tests/singular]
on-run-start: "{{ create_build_state() }}"
on-run-end: "{{ remember_passes() }}"
flags: {send_anonymous_usage_stats: false, require_generic_test_arguments_property: true}
models: {+materialized: table}
seeds: {+schema: seeds, +full_refresh: true}
"""
MODELS = {
    "base": "select day, number, amount from {{ ref('delivered') }}",
    "daily": """
        {{ config(meta={'unit': 'day'}) }} select * from {{ ref('base') }} {{ of_unit('day') }}
    """,
}
TESTS = """\
models:
  - name: daily
    data_tests:
      - unique_key: {name: key_of_day, arguments: {columns: "day, number"}}
      - unique_key: {name: key_of_all, arguments: {columns: "number"}}
      - holds: {name: amounts, arguments: {expression: "amount >= 0"}}
"""
Row = tuple[int, int, int]
GOOD: list[Row] = [(1, 1, 10), (1, 2, 10), (2, 3, 10), (3, 4, 10)]


class Project:
    """A project of one table with units, three tests of it, and whatever rows are delivered."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(home=folder / "home", project_dir=folder / "project")
        project = self.settings.project_dir
        for name in ("macros", "tests/generic"):
            shutil.copytree(PROJECT_DIR / name, project / name)
        shutil.copyfile(PROJECT_DIR / "profiles.yml", project / "profiles.yml")
        for name in ("models", "seeds", "tests/singular"):
            (project / name).mkdir(parents=True)
        (self.settings.home / "work").mkdir(parents=True)
        (project / "dbt_project.yml").write_text(PROJECT)
        (project / "models" / "models.yml").write_text(TESTS)
        for name, sql in MODELS.items():
            (project / "models" / f"{name}.sql").write_text(sql)

    def deliver(self, rows: Iterable[Row]) -> None:
        """Replace what was delivered."""
        lines = ["day,number,amount", *(",".join(map(str, row)) for row in rows)]
        (self.settings.project_dir / "seeds" / "delivered.csv").write_text("\n".join(lines) + "\n")

    def build(self, *command: str) -> dict[str, str]:
        """Build and test; gives what became of each test."""
        with suppress(GateFailed):
            run_dbt(self.settings, list(command or ("build",)))
        artefact = self.settings.home / "target" / "run_results.json"
        return {
            each["unique_id"].split(".")[2]: UNCHANGED
            if each["adapter_response"].get("_message") == UNCHANGED
            else each["status"]
            for each in json.loads(artefact.read_text())["results"]
            if each["unique_id"].startswith("test.")
        }

    def tamper(self, statement: str) -> None:
        """Change the tested table behind the back of dbt."""
        with duckdb.connect(str(build_file(self.settings))) as connection:
            connection.execute(statement)


ALL_PASS = {"key_of_day": "pass", "key_of_all": "pass", "amounts": "pass"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project whose tests have passed once."""
    project = Project(tmp_path)
    project.deliver(GOOD)
    assert project.build() == ALL_PASS
    return project


def test_what_is_as_it_was_is_not_tested_again(project: Project) -> None:
    assert set(project.build().values()) == {UNCHANGED}
    assert set(project.build("test").values()) == {UNCHANGED}
    assert project.build("test", "--store-failures") == ALL_PASS
    assert project.build("build", "--full-refresh") == ALL_PASS


def test_another_test_of_the_same_table_is_run(project: Project) -> None:
    file = project.settings.project_dir / "models" / "models.yml"
    file.write_text(TESTS.replace("amount >= 0", "amount > 10"))
    assert project.build() == {**dict.fromkeys(ALL_PASS, UNCHANGED), "amounts": "fail"}


def test_changed_units_alone_are_looked_at(project: Project) -> None:
    project.tamper("insert into main.daily values (1, 1, -5)")
    project.deliver([*GOOD, (3, 5, 10)])
    # The day that was tampered with did not change, as far as dbt knows; a key of all days does not
    # ask for days.
    assert project.build() == {**ALL_PASS, "key_of_all": "fail"}


@pytest.mark.parametrize(
    ("unit", "left"),
    [("'day'", []), ("['day', 'number']", [(1, 1, -5)])],
)
def test_a_unit_may_be_several_columns(project: Project, unit: str, left: list[Row]) -> None:
    """Of a day that gets another number the others are left alone, as built and in tests."""
    model = project.settings.project_dir / "models" / "daily.sql"
    model.write_text(MODELS["daily"].replace("'day'", unit))
    project.build()
    project.tamper("insert into main.daily values (1, 1, -5)")
    project.deliver([*GOOD, (1, 5, 10)])
    found = project.build()
    assert (found["key_of_day"], found["amounts"]) == ("pass", "pass")
    assert found["key_of_all"] == ("fail" if left else "pass")
    with duckdb.connect(str(build_file(project.settings)), read_only=True) as connection:
        rows = connection.execute("select * from main.daily order by all").fetchall()
    assert rows == sorted([*GOOD, (1, 5, 10), *left])


@pytest.mark.parametrize(
    ("row", "failed"),
    [
        ((2, 6, -1), {"amounts"}),
        ((2, 3, 10), {"key_of_day", "key_of_all"}),
        ((3, 1, 10), {"key_of_all"}),
    ],
)
def test_what_was_found_is_found_until_it_is_gone(
    project: Project, row: Row, failed: set[str]
) -> None:
    """In an older unit than the changed ones, too: the test has not passed since."""
    found = {**ALL_PASS, **dict.fromkeys(failed, "fail")}
    project.deliver([*GOOD, row])
    assert project.build() == found
    again = project.build()
    assert {name for name, status in again.items() if status == "fail"} == failed
    project.deliver([*GOOD, row, (4, 7, 10)])
    assert project.build() == found
    project.deliver([*GOOD, (4, 7, 10)])
    assert project.build() == ALL_PASS
