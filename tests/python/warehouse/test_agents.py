"""What each agent did, counted a second time from raw rows; and nothing of it in a public mart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings

from oracle import Params
from oracle.by_agent import Of, kpi_agent_daily, measures
from oracle.slices import Slice
from oracle.worlds import worlds
from wallboard.catalogue import load_kpis
from wallboard.settings import PROJECT_DIR
from wallboard.synth import generate
from warehouse.engine import Engine, World
from warehouse.test_oracle import is_close

EXAMPLES = 6
CATALOGUE = load_kpis(PROJECT_DIR / "seeds" / "kpi" / "kpi_catalogue.csv")
FAIR = tuple(kpi.kpi_id for kpi in CATALOGUE if kpi.appraisal_ok)
# Small enough for little worlds to stand on both sides of it.
FLOORS: dict[str, Any] = {
    "least_agent_contacts": 2,
    "least_team_agents": 3,
    "least_employee_answers": 2,
}
WHERE = "site_id, channel, queue_id, team_id, agent_id"


def of(day: date, site: str, channel: str, queue: str, team: str, agent: str) -> Of:
    """A row's slice and agent."""
    return Of(Slice(day, site, channel, queue, team), agent)


def test_agents_are_counted_alike(engine: Callable[..., Engine]) -> None:
    compiled = engine("UTC", FLOORS, periods=True)
    params = Params(least_agent_contacts=2, least_employee_answers=2)
    told = 0

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds())
    def agree(world: World) -> None:
        nonlocal told
        connection = compiled.build(world)
        rows = connection.execute(
            f"select measure_date, {WHERE}, measure_id, measure_value from agent_measure_daily"
        ).fetchall()
        found = {(of(*row[:6]), row[6]): row[7] for row in rows}
        assert found == measures(dict(world), "UTC", params)

        rows = connection.execute(
            f"select kpi_date, {WHERE}, kpi_id, numerator, denominator, kpi_value "
            "from kpi_agent_daily"
        ).fetchall()
        kpis = {(of(*row[:6]), row[6]): row[7:] for row in rows}
        expected = kpi_agent_daily(dict(world), "UTC", params, FAIR)
        assert kpis.keys() == expected.keys()
        for key, row in expected.items():
            assert kpis[key][:2] == (row.numerator, row.denominator), key
            assert is_close(kpis[key][2], row.value), key
        told += len(kpis)

    agree()
    assert told > 100


def test_eighteen_kpis_are_for_judging_a_person() -> None:
    assert len(FAIR) == 18
    assert "esat_mean" not in FAIR


def test_no_public_mart_holds_anybodys_id(engine: Callable[..., Engine], tmp_path: Any) -> None:
    generate(tmp_path / "raw", contacts=600, days=10, seed=3, start=date(2025, 3, 3))
    compiled = engine("UTC", FLOORS, periods=True)
    world = delivered(compiled, tmp_path / "raw")
    connection = compiled.build(world)
    persons = {
        row[column]
        for table, column in (
            ("agents", "agent_id"),
            ("agent_segments", "agent_id"),
            ("contacts", "customer_id"),
            ("customers", "customer_id"),
        )
        for row in world[table]
    } - {None}
    assert len(persons) > 50

    def holders(is_public: bool) -> set[str]:
        found = set()
        for model in compiled.models:
            if model.is_public != is_public or '"marts"' not in model.relation:
                continue
            told = connection.execute(
                f"select distinct told from (unpivot (select cast(columns(*) as varchar) "
                f"from {model.relation}) on columns(*) into name field value told)"
            ).fetchall()
            if persons & {value for (value,) in told}:
                found.add(model.name)
        return found

    assert holders(is_public=True) == set()
    # the same look finds them where they are
    assert holders(is_public=False) >= {"dim_agent", "kpi_agent_daily", "fct_contact"}


def delivered(compiled: Engine, folder: Any) -> dict[str, list[dict[str, str | None]]]:
    """A simulated delivery as rows of text."""
    texts = "select cast(columns(*) as varchar) from read_parquet(?, union_by_name = true)"
    return {
        table.name: compiled.connection.execute(texts, [f"{table}/*.parquet"])
        .to_arrow_table()
        .to_pylist()
        for table in sorted(folder.iterdir())
    }
