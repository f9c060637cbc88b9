"""What must hold in every world, and that the worlds reach every measure."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from random import Random

from hypothesis import HealthCheck, given, seed, settings

import oracle
from oracle import KpiRow, Params, World
from oracle.reference import catalogue, measures
from oracle.worlds import params, timezones, worlds

QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


def totals(world: World, zone: str, settings_: Params) -> dict[str, int]:
    """Every measure summed over days and slices."""
    sums: dict[str, int] = defaultdict(int)
    for key, amount in oracle.measures(world, zone, settings_).items():
        sums[key[-1]] += amount
    return sums


@QUICK
@given(worlds(), timezones(), params())
def test_the_books_balance(world: World, zone: str, settings_: Params) -> None:
    t = totals(world, zone, settings_)
    assert t["offered"] == t["answered"] + t["abandoned"] + t["flow_out"] + t["queue_open"]
    assert t["offered_closed"] == t["offered"] - t["queue_open"]
    assert t["service_level_base_excl_short"] == t["service_level_base"] - t["short_abandoned"]
    assert t["abandoned"] == t["abandoned_in_threshold"] + (
        t["service_level_base_excl_in_threshold"] - t["answered"]
    )
    assert t["wait_ended_ms"] == t["wait_answered_ms"] + t["wait_abandoned_ms"]
    assert t["bot_sessions_engaged"] == (
        t["bot_sessions_contained"] + t["bot_sessions_open"] + t["bot_sessions_handoff_requested"]
    )
    assert t["handle_ms"] == t["talk_ms"] + t["hold_ms"] + t["acw_ms"]
    assert t["conversing_ms"] <= t["conversation_ms"]
    assert t["on_queue_ms"] <= t["logged_in_ms"]
    assert t["adherent_ms"] <= t["scheduled_activity_ms"] <= t["scheduled_ms"]
    assert t["adherent_ms"] <= t["scheduled_logged_in_ms"] <= t["scheduled_ms"]
    assert t["paid_off_queue_ms"] <= t["paid_ms"] <= t["scheduled_ms"]
    assert max(t["busy_ms"], t["interacting_ms"]) <= t["on_queue_ms"]
    assert t["on_queue_ms"] <= t["busy_ms"] + t["handling_or_available_ms"]
    assert t["agent_days_training_attended"] <= t["agent_days_attended"]
    assert t["agents_left_voluntarily"] <= t["agents_left"] <= t["agent_days_employed"]
    assert t["script_conversations"] <= min(t["script_uses"], t["human_conversations"])
    assert t["sensitive_conversations"] <= t["sensitive_hits"]
    assert t["pushes_adopted_without_request"] <= t["pushes_adopted"] <= t["pushes_rated"]
    assert t["conversations_closed_prematurely"] <= t["conversations_closed_by_agent"]
    assert t["responses_in_target"] <= t["first_responses"] <= t["first_responses_any"]
    assert t["reply_gap_from_last_ms"] <= t["reply_gap_ms"]
    for name in ("first_response", "first_response_any", "first_response_from_accept"):
        assert t[f"{name}_bh_ms"] <= t[f"{name}_ms"]
    assert t["reply_gap_bh_ms"] <= t["reply_gap_ms"]
    assert t["reply_gap_from_last_bh_ms"] <= min(t["reply_gap_bh_ms"], t["reply_gap_from_last_ms"])


@QUICK
@given(worlds(), timezones(), params())
def test_the_books_of_tickets_balance(world: World, zone: str, settings_: Params) -> None:
    t = totals(world, zone, settings_)
    assert t["requester_wait_ms"] == t["agent_work_ms"] + t["ticket_on_hold_ms"]
    assert t["tickets_resolved_in_cutoff"] <= t["tickets_matured"] <= t["tickets_created"]
    assert t["tickets_solved"] <= t["tickets_created"]
    assert t["tickets_reopened_in_window"] <= t["tickets_ever_reopened"] <= t["tickets_solved"]
    assert t["first_resolution_bh_ms"] == t["first_resolution_ms"]  # the calendar is always open
    assert t["sla_met"] <= t["sla_due"]
    assert t["step_waiting_handed_over_ms"] <= t["step_waiting_ms"] <= t["step_elapsed_ms"]
    waits = oracle.shares(world, zone, settings_)
    waited = sum(sum(by.values()) for key, by in waits.items() if key[-1] == "step_wait")
    assert waited == t["step_waiting_ms"]


@QUICK
@given(worlds(), timezones(), params())
def test_days_add_up_to_the_period(world: World, zone: str, settings_: Params) -> None:
    daily = oracle.kpi_daily(world, zone, settings_)
    book = oracle.ledger(world, zone, settings_)
    for kpi in catalogue().values():
        if kpi.kind not in ("ratio", "mean", "total"):
            continue
        rows = [row for key, row in daily.items() if key[-1] == kpi.kpi_id]
        total = oracle.total(book, kpi.kpi_id).get(
            (None,), KpiRow(Decimal(0), Decimal(0) if kpi.denominator else None, None)
        )
        assert total.numerator == sum((row.numerator or Decimal(0) for row in rows), Decimal(0))
        if kpi.denominator:
            below = sum((row.denominator or Decimal(0) for row in rows), Decimal(0))
            assert total.denominator == below


@QUICK
@given(worlds(), timezones())
def test_order_and_repetition_of_rows_do_not_matter(world: World, zone: str) -> None:
    rnd = Random(7)
    shuffled: World = {}
    for table, rows in world.items():
        shuffled[table] = [dict(row) for row in rows + rows]
        rnd.shuffle(shuffled[table])
    assert oracle.measures(shuffled, zone, Params()) == oracle.measures(world, zone, Params())


def test_worlds_reach_every_measure() -> None:
    """Which worlds come depends on what modules are loaded, too: so as many as it takes."""
    wanted, reached = set(measures()), set[str]()

    @settings(QUICK, max_examples=200, derandomize=False)
    @given(worlds(), params())
    def look(world: World, settings_: Params) -> None:
        reached.update(totals(world, "Asia/Shanghai", settings_))
        reached.update(key[-1] for key in oracle.members(world, "UTC", settings_))
        reached.update(key[-1] for key in oracle.histograms(world, "UTC", settings_))
        reached.update(key[-1] for key in oracle.shares(world, "UTC", settings_))

    for number in range(15):
        if not wanted <= reached:
            seed(number)(look)()
    assert wanted - reached == set()
