"""The oracle gives the values that were worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

import oracle
from golden_worlds import GOLDEN, Expected, bot_hundred, icmi, reply_toy, two_queues
from oracle import KpiRow, Params, World
from oracle.reference import catalogue

CASES = [
    pytest.param(kpi_id, getattr(golden, name), id=f"{kpi_id}-{name}")
    for kpi_id, golden in GOLDEN.items()
    for name in ("typical", "at_boundary", "past_boundary", "empty")
]


def total(world: World, kpi_id: str) -> KpiRow | None:
    """The KPI over the whole world, uncut."""
    return oracle.kpi_total(world, kpi_id, "UTC", Params()).get((None,))


def ratio(world: World, kpi_id: str) -> float:
    """The KPI's value, which must be there."""
    row = total(world, kpi_id)
    assert row is not None
    assert row.value is not None
    return row.value


def decimal(text: str | None) -> Decimal | None:
    """A decimal, or null."""
    return None if text is None else Decimal(text)


def test_every_kpi_has_a_golden_case() -> None:
    assert set(GOLDEN) == set(catalogue())
    for kpi_id, golden in GOLDEN.items():
        boundary = (golden.at_boundary, golden.past_boundary)
        found = {(side.numerator, side.denominator, side.value) for side in boundary}
        assert len(found) == 2, f"{kpi_id}: the boundary makes no difference"
        assert golden.typical.value is not None, kpi_id
        assert golden.empty.value is None, kpi_id


@pytest.mark.parametrize(("kpi_id", "expected"), CASES)
def test_golden_case(kpi_id: str, expected: Expected) -> None:
    row = total(expected.world(), kpi_id)
    if (expected.numerator, expected.denominator, expected.value) == (None, None, None):
        assert row is None
        return
    assert row is not None
    assert row.numerator == decimal(expected.numerator)
    assert row.denominator == decimal(expected.denominator)
    assert row.value == (
        None if expected.value is None else pytest.approx(expected.value, rel=1e-12, abs=1e-12)
    )


@pytest.mark.parametrize(
    ("kpi_id", "numerator", "denominator", "percent"),
    [
        ("service_level_answered_only", 860, 1000, 86.0),
        ("service_level_excl_abandon_in_t", 860, 1040, 82.7),
        ("service_level_excl_short", 860, 1050, 81.9),
        ("service_level", 860, 1060, 81.1),
        ("service_level_abandon_positive", 880, 1060, 83.0),
        ("service_level_incl_flowout", 860, 1060, 81.1),
    ],
)
def test_service_levels_of_the_icmi_thread(
    kpi_id: str, numerator: int, denominator: int, percent: float
) -> None:
    row = total(icmi(), kpi_id)
    assert row is not None
    assert row.numerator == numerator
    assert row.denominator == denominator
    assert row.value is not None
    assert round(100 * row.value, 1) == percent


def test_two_queues_are_summed_and_not_averaged() -> None:
    world = two_queues()
    by_queue = oracle.kpi_total(world, "service_level", "UTC", Params(), by=("queue_id",))
    values = [by_queue[None, queue_id].value or 0.0 for queue_id in ("Q1", "Q2")]
    assert values == pytest.approx([725 / 1092, 37 / 74])
    assert round(sum(values) / 2, 3) == 0.582
    assert round(ratio(world, "service_level"), 4) == 0.6535


def test_reply_gap_toy() -> None:
    world = reply_toy()
    assert ratio(world, "human_session_duration_avg") == 280.0
    assert round(ratio(world, "response_gap_avg"), 1) == 86.7
    assert ratio(world, "response_gap_session_mean") == 115.0
    assert round(ratio(world, "response_gap_avg_from_last"), 1) == 83.3


def test_bot_example() -> None:
    world = bot_hundred()
    assert ratio(world, "bot_session_share") == pytest.approx(100 / 140)
    assert ratio(world, "bot_containment_rate") == pytest.approx(0.60)
