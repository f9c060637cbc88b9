"""The warehouse gives the golden values that were worked by hand."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

import pytest

from golden_worlds import GOLDEN, Expected, bot_hundred, icmi, reply_toy, two_queues
from wallboard.catalogue import computed_kpis, load_kpis, load_measures
from wallboard.query import Question, ask
from wallboard.settings import PROJECT_DIR
from warehouse.engine import Engine, World

SEEDS = PROJECT_DIR / "seeds" / "kpi"
KPIS = {kpi.kpi_id: kpi for kpi in computed_kpis(load_kpis(SEEDS / "kpi_catalogue.csv"))}
MEASURES = load_measures(SEEDS / "measures.csv")
CASES = ("typical", "at_boundary", "past_boundary", "empty")
Answer = Callable[[World, str], dict[str, object]]


@pytest.fixture(scope="module")
def answer(engine: Callable[..., Engine]) -> Answer:
    """Answer a KPI over a world, uncut; a world is built once for all it is golden of."""
    compiled = engine()
    wanted: dict[str, set[str]] = defaultdict(set)
    for kpi_id, golden in GOLDEN.items():
        for name in CASES:
            wanted[key_of(getattr(golden, name).world())].add(kpi_id)
    answers: dict[tuple[str, str], dict[str, object]] = {}

    def give(world: World, kpi_id: str) -> dict[str, object]:
        key = key_of(world)
        if (key, kpi_id) not in answers:
            connection = compiled.build(world)
            for row in ask(
                connection,
                [KPIS[name] for name in sorted({*wanted[key], kpi_id})],
                MEASURES,
                Question(),
            ):
                answers[key, str(row["kpi_id"])] = row
        return answers[key, kpi_id]

    return give


def key_of(world: World) -> str:
    """What tells one world from another."""
    return json.dumps(world, sort_keys=True)


@pytest.mark.parametrize("kpi_id", sorted(GOLDEN))
@pytest.mark.parametrize("case", CASES)
def test_golden_case(answer: Answer, kpi_id: str, case: str) -> None:
    expected: Expected = getattr(GOLDEN[kpi_id], case)
    row = answer(expected.world(), kpi_id)
    if expected.numerator is not None:
        assert row["numerator"] == Decimal(expected.numerator)
    if expected.denominator is not None:
        assert row["denominator"] == Decimal(expected.denominator)
    assert row["value"] == (None if expected.value is None else pytest.approx(expected.value))


@pytest.mark.parametrize(
    ("kpi_id", "value"),
    [
        ("service_level_answered_only", 0.860),
        ("service_level_excl_abandon_in_t", 0.827),
        ("service_level_excl_short", 0.819),
        ("service_level", 0.811),
        ("service_level_abandon_positive", 0.830),
        ("service_level_incl_flowout", 0.811),
    ],
)
def test_icmi_service_levels(answer: Answer, kpi_id: str, value: float) -> None:
    assert answer(icmi(), kpi_id)["value"] == pytest.approx(value, abs=0.0005)


def test_two_queues_are_summed_not_averaged(answer: Answer) -> None:
    assert answer(two_queues(), "service_level")["value"] == pytest.approx(762 / 1166)
    assert answer(two_queues(), "service_level")["value"] != pytest.approx(0.582, abs=0.01)


@pytest.mark.parametrize(
    ("kpi_id", "value"),
    [
        ("human_session_duration_avg", 280),
        ("response_gap_avg", 86.667),
        ("response_gap_session_mean", 115),
        ("response_gap_avg_from_last", 83.333),
    ],
)
def test_reply_toy(answer: Answer, kpi_id: str, value: float) -> None:
    assert answer(reply_toy(), kpi_id)["value"] == pytest.approx(value, abs=0.001)


def test_hundred_bot_conversations(answer: Answer) -> None:
    assert answer(bot_hundred(), "bot_session_share")["value"] == pytest.approx(100 / 140)
    assert answer(bot_hundred(), "bot_containment_rate")["value"] == pytest.approx(0.60)
