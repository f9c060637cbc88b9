"""What a build cost: profiles and results are read right, and nothing is built otherwise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from wallboard.cli import app
from wallboard.landing import ingest
from wallboard.runs import rebuilt
from wallboard.runs.buildfile import build_file
from wallboard.runs.dbt import run_dbt
from wallboard.runs.profile import Span, profile_of
from wallboard.runs.queries import Query, read_query
from wallboard.settings import Settings
from wallboard.synth import generate

BEGAN = 1_736_200_000.0


def profiled(folder: Path, statement: str) -> Query:
    """Run a statement over 10,000 events of 100 agents and read its profile."""
    written = folder / "it.json"
    with duckdb.connect(":memory:") as connection:
        connection.execute(
            "create table events as select i as event_id, i % 100 as agent_id, "
            "md5(i::varchar) as words from range(10000) as t (i)"
        )
        connection.execute("create table agents as select i as agent_id from range(50) as t (i)")
        connection.execute("set enable_profiling = 'json'")
        connection.execute(f"set profiling_output = '{written}'")
        connection.execute(statement)
    return read_query(json.loads(written.read_text(encoding="utf-8")))


COUNTED = (
    "with heard as materialized (select * from events where words != 'secret words') "
    "select agent_id, count(*) as events from heard join agents using (agent_id) group by all"
)


@pytest.mark.parametrize(
    "statement",
    [
        f"create table counted as {COUNTED}",
        "create table counted (agent_id bigint, events bigint); "
        f"insert into counted (select * from ({COUNTED}))",
    ],
)
def test_a_query_is_told_by_its_operators(tmp_path: Path, statement: str) -> None:
    query = profiled(tmp_path, statement)
    assert query.rows == 50
    assert min(query.cpu_seconds, query.seconds) > 0
    costs = [operator.seconds for operator in query.operators]
    assert costs == sorted(costs, reverse=True)
    assert sum(operator.share for operator in query.operators) == pytest.approx(1, abs=0.01)
    [join] = [each for each in query.operators if each.name == "HASH_JOIN"]
    assert join.rows == 5_000
    assert "agent_id = agent_id" in join.about
    assert {name.split(".")[-1] for name in join.reads} == {"heard", "agents"}
    scanned = {each.about.split(".")[-1] for each in query.operators if "SCAN" in each.name}
    assert {"events", "agents"} <= scanned
    # A filter may quote what the data holds.
    assert "secret words" not in repr(query)


def test_a_profile_that_tells_nothing_costs_nothing() -> None:
    assert read_query({"children": [{}]}).seconds == 0


def result(unique_id: str, at: float, seconds: float, message: str = "OK") -> dict[str, Any]:
    """A node's result as dbt writes it, of a node that began ``at`` seconds after dbt did."""

    def instant(since: float) -> str:
        [text] = duckdb.execute(
            "select strftime(make_timestamp(cast(? * 1e6 as bigint)), '%Y-%m-%dT%H:%M:%S.%fZ')",
            [BEGAN + since],
        ).fetchone() or ("",)
        return str(text)

    executed = {"started_at": instant(at), "completed_at": instant(at + seconds)}
    skipped = {"started_at": None, "completed_at": None}
    return {
        "unique_id": unique_id,
        "message": message,
        "execution_time": seconds,
        "timing": [{"name": "compile", **skipped}, {"name": "execute", **executed}],
    }


def test_costs_are_put_together_by_model_and_by_kind() -> None:
    query = read_query({"latency": 1.5, "cpu_time": 2.0})
    profile = profile_of(
        [
            result("model.wallboard.dim_queue", 5, 1),
            result("model.wallboard.fct_contact", 6, 2),
            result("model.wallboard.fct_ticket", 8, 0.5, "unchanged"),
            result("test.wallboard.holds_fct_contact.1", 8, 0.25),
            result("test.wallboard.holds_fct_ticket.2", 9, 0.125),
            result("test.wallboard.holds_dim_queue.3", 9.125, 0.125)
            | {"adapter_response": {"_message": "unchanged"}},
        ],
        {"fct_contact": query},
        Span(BEGAN, BEGAN + 11, 7.5),
    )
    assert [(each.model, each.query) for each in profile.models] == [
        ("fct_contact", query),
        ("dim_queue", None),
    ]
    assert [each.share for each in profile.models] == [0.5, 0.25]
    assert {each.kind: (each.nodes, each.seconds) for each in profile.kinds} == {
        "models built": (2, 3.0),
        "models unchanged": (1, 0.5),
        "tests": (2, 0.375),
        "tests unchanged": (1, 0.125),
    }
    assert (profile.dbt_seconds, profile.dbt_cpu_seconds) == (11, 7.5)
    assert profile.start_seconds == pytest.approx(5, abs=0.01)
    assert profile.end_seconds == pytest.approx(1.75, abs=0.01)


def test_a_profile_of_nothing() -> None:
    profile = profile_of([], {}, Span(BEGAN, BEGAN + 4, 3))
    assert (profile.start_seconds, profile.end_seconds) == (4, 0)
    assert (profile.node_seconds, profile.models) == (0, ())


def remembered(settings: Settings) -> list[tuple[str, str, str]]:
    """What the build file knows of its tables: what they were made from and what they hold."""
    with duckdb.connect(str(build_file(settings)), read_only=True) as connection:
        return connection.execute("from build_state.models order by model").fetchall()


def test_a_build_with_a_profile_builds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path / "a home")
    generate(tmp_path / "delivery", contacts=300, days=2, seed=4, fault_rate=0)
    ingest([tmp_path / "delivery"], "native", settings=settings)
    monkeypatch.setenv("WALLBOARD_HOME", str(settings.home))
    done = CliRunner().invoke(app, ["build", "--profile"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    folder = settings.home / "work" / "profile"
    assert str(folder / "profile.json") in done.stdout
    written = json.loads((folder / "profile.json").read_text(encoding="utf-8"))
    models = {each["model"]: each for each in written["models"]}
    assert f"{min(15, len(models))} of {len(models)} models built" in done.stdout
    assert {path.stem for path in (folder / "models").iterdir()} == set(models)
    with duckdb.connect(str(build_file(settings)), read_only=True) as connection:
        for name in ("dim_queue", "fct_contact", "kpi_daily"):
            counted = connection.execute(f"select count(*) from marts.{name}").fetchone()
            assert counted == (models[name]["query"]["rows"],)
    # Without a profile all of it is current, and what is built anew comes out the same.
    before = remembered(settings)
    without = ["build", "--exclude-resource-type", "unit_test", "test"]
    assert rebuilt(run_dbt(settings, without)).built == ()
    stamps = {path: path.stat().st_mtime_ns for path in folder.rglob("*.json")}
    again = rebuilt(run_dbt(settings, [*without, "--full-refresh", "--select", "fct_contact"]))
    assert again.built == ("model.wallboard.fct_contact",)
    assert remembered(settings) == before
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.json")} == stamps
