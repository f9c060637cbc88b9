"""The warehouse and the oracle agree on every KPI and slice of worlds made to be nasty."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings

import oracle
from oracle import KpiRow, Params, World
from oracle.kpis import STOCKS
from oracle.worlds import worlds
from wallboard.catalogue import computed_kpis, load_kpis, load_measures
from wallboard.query import Question, ask
from wallboard.settings import PROJECT_DIR
from warehouse.engine import Engine

EXAMPLES = 30
PERIOD_EXAMPLES = 6
SEEDS = PROJECT_DIR / "seeds" / "kpi"
KPIS = computed_kpis(load_kpis(SEEDS / "kpi_catalogue.csv"))
MEASURES = load_measures(SEEDS / "measures.csv")
EVENINGS: dict[str, Any] = {"human_conversation_rule": "valid", "default_calendar": "us_evening"}
# Small enough for little worlds to reach the KPIs that wait for days; a calendar closed at times.
REACHABLE: dict[str, Any] = {
    "adoption_window_days": 1,
    "holiday_set": "CN",
    "adoption_min_impressions": 1,
    "resolution_cutoff_days": 1,
    "reopen_window_days": 1,
    "ticket_calendar": "cn_office",
    "fcr_window_days": 2,
    "repeat_window_days": 3,
    "chat_idle_seconds": 5,
    "least_employee_answers": 2,
}
VARIANTS = [
    pytest.param("UTC", {}, id="utc"),
    pytest.param("Asia/Shanghai", REACHABLE, id="shanghai-small-samples"),
    pytest.param("America/New_York", EVENINGS, id="new-york-valid-evenings"),
]


@pytest.mark.parametrize(("timezone", "project_vars"), VARIANTS)
def test_every_kpi_and_slice(
    engine: Callable[..., Engine], timezone: str, project_vars: dict[str, Any]
) -> None:
    compiled = engine(timezone, project_vars)
    params = Params(**project_vars)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds())
    def agree(world: World) -> None:
        assert_agreement(compiled, world, timezone, params)

    agree()


def assert_agreement(compiled: Engine, world: World, timezone: str, params: Params) -> None:
    """Measures first, since they say where a difference comes from; then KPIs."""
    connection = compiled.build(world)
    measured = connection.execute(
        "select cast(measure_date as varchar), site_id, channel, queue_id, team_id, measure_id, "
        "measure_value from fct_measure_daily"
    ).fetchall()
    expected_measures = {
        (str(key[0]), *key[1:]): value
        for key, value in oracle.measures(world, timezone, params).items()
    }
    assert {row[:-1]: row[-1] for row in measured} == expected_measures
    rows = connection.execute(
        "select cast(kpi_date as varchar), site_id, channel, queue_id, team_id, kpi_id, "
        "numerator, denominator, kpi_value from kpi_daily"
    ).fetchall()
    found = {row[:6]: KpiRow(*row[6:]) for row in rows}
    expected = {
        (str(key[0]), *key[1:]): row
        for key, row in oracle.kpi_daily(world, timezone, params).items()
    }
    assert found.keys() == expected.keys()
    for key, row in expected.items():
        assert found[key].numerator == row.numerator, key
        assert found[key].denominator == row.denominator, key
        assert is_close(found[key].value, row.value), key


def is_close(found: float | None, expected: float | None) -> bool:
    """Both are absent, or equal but for the last digits of a division."""
    if found is None or expected is None:
        return found is expected
    return math.isclose(found, expected, rel_tol=1e-9)


@pytest.mark.parametrize("grain", ["week", "month", "all"])
@pytest.mark.parametrize("by", [(), ("channel", "team_id")], ids=["uncut", "cut"])
def test_every_period(
    engine: Callable[..., Engine], grain: Literal["week", "month", "all"], by: tuple[str, ...]
) -> None:
    compiled = engine("UTC", {})

    @settings(
        max_examples=PERIOD_EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds())
    def agree(world: World) -> None:
        connection = compiled.build(world)
        book = oracle.ledger(world, "UTC", Params())
        for kpi in KPIS:
            if not set(by) <= set(kpi.sliceable_by):
                continue
            expected = oracle.total(book, kpi.kpi_id, by, grain)
            rows = ask(connection, [kpi], MEASURES, Question(by=by, grain=grain))
            # a row of nothing answers a question about no data, or tells of an empty stock
            found = {
                key: row
                for row in rows
                for key in [(row["period_start"], *(row[name] for name in by))]
                if row["numerator"]
                or row["denominator"]
                or (kpi.kind == "index" and row["value"] is not None)
                or (kpi.numerator in STOCKS and key in expected)
            }
            assert found.keys() == expected.keys(), kpi.kpi_id
            for key, row in expected.items():
                assert found[key]["numerator"] == row.numerator, (kpi.kpi_id, key)
                assert found[key]["denominator"] == row.denominator, (kpi.kpi_id, key)
                assert is_close(found[key]["value"], row.value), (kpi.kpi_id, key)

    agree()
