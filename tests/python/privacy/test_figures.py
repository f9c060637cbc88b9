"""What is published: the same whatever the key, free of whoever is erased, its totals kept."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from landed_home import Home, holders
from small_centre import ANN, BROKEN, JANE, JANES_WORDS, TABLES

from wallboard.contract import load_contract
from wallboard.erase import Subject, erase
from wallboard.landing import ingest
from wallboard.runs import build, current_run
from wallboard.synth import generate
from warehouse.engine import Engine, compile_engine

# All that count customers or follow one, and heads. Every other measure stays.
LOSE_THE_PERSON = {
    *("contacts_known_customer", "issues_with_conversation"),
    *("repeat_contacts", "repeat_contacts_24h", "repeat_contacts_48h"),
    "agent_days_employed",
}


@pytest.fixture(scope="module")
def engine(shared: Path) -> Engine:
    """The project, compiled once."""
    return compile_engine(shared, "UTC", {})


def built(engine: Engine, home: Home) -> duckdb.DuckDBPyConnection:
    """The marts made of what a home has landed, fingerprints of rows included."""
    for name in load_contract():
        files = f"{home.settings.raw}/native/{name}/*.parquet"
        engine.connection.execute(
            f"create or replace table warehouse.raw.{name} as "
            f"from read_parquet('{files}', union_by_name = true)"
        )
    for model in engine.models:
        engine.connection.execute(f"create or replace table {model.relation} as {model.sql}")
    engine.connection.execute("use warehouse.marts")
    return engine.connection


def test_figures_do_not_depend_on_the_key(engine: Engine, tmp_path: Path) -> None:
    generate(tmp_path / "delivery", contacts=600, days=3, seed=5, fault_rate=0.02)
    seen = []
    for name, key in (("one", "1" * 32), ("other", "2" * 40)):
        home = Home(tmp_path / name, key)
        ingest([tmp_path / "delivery"], "native", settings=home.settings)
        connection = built(engine, home)
        figures = [
            connection.execute(f"from {mart} order by all").fetchall()
            for mart in ("kpi_daily", "fct_measure_daily", "duration_histogram_daily")
        ]
        members = connection.execute(
            "select * exclude (member_key), count(*) from distinct_member_daily "
            "group by all order by all"
        ).fetchall()
        seen.append([*figures, members])
    assert seen[0] == seen[1]
    assert all(seen[0])


def test_an_erasure_leaves_no_trace_and_every_total(tmp_path: Path) -> None:
    """Two real builds: the one that published the persons, and the erasure's own."""
    home = Home(tmp_path)
    home.deliver(TABLES, broken=BROKEN)
    first = build(home.settings)
    with first.connect() as connection:
        before = figures(connection)
    traces = (JANE, home.pseudonym(JANE), ANN, home.pseudonym(ANN), *JANES_WORDS)
    assert holders(home.settings.home / "work", traces) != []

    certificates = erase(home.settings, [Subject("customer", JANE), Subject("agent", ANN)])

    assert holders(home.settings.home, traces) == []
    assert holders(home.settings.home, ["k" * 32]) == []
    second = current_run(home.settings)
    assert [path.name for path in home.settings.runs.iterdir()] == [second.run_id]
    for certificate in certificates:
        assert certificate["run_id"] == second.run_id
        assert certificate["removed"][-1] == f"run {first.run_id}"
    with second.connect() as connection:
        after = figures(connection)
        aside = connection.execute(
            "select table_name, count(*) from quarantine where reason_code = 'ERASED_SUBJECT' "
            "group by all order by all"
        ).fetchall()
        [gaps] = connection.execute(
            "select count(*) from meta_load_audit "
            "where rows_read <> rows_accepted + rows_quarantined + rows_duplicate"
        ).fetchone() or [None]
    assert aside == [("agents", 1), ("customers", 1), ("pilot_arms", 1)]
    assert gaps == 0
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert changed == LOSE_THE_PERSON
    assert before["contacts"] == 3


def figures(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The total of each measure."""
    rows = connection.execute(
        "select measure_id, sum(measure_value) from fct_measure_daily group by all"
    ).fetchall()
    return dict(rows)
