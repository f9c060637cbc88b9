"""Golden worlds and what the KPIs are in them, worked by hand.

They are built here once and used against the oracle and against the warehouse. ``GOLDEN`` has a
case for every KPI of the catalogue: zone UTC, default settings, grain 'all', not cut.
"""

from __future__ import annotations

from oracle import (
    World,
    golden_bots,
    golden_close,
    golden_cost,
    golden_demand,
    golden_endings,
    golden_experience,
    golden_hours,
    golden_issues,
    golden_process,
    golden_queue,
    golden_repair,
    golden_reply,
    golden_staff,
    golden_suggest,
    golden_talk,
    golden_tickets,
    golden_work,
    golden_workforce,
)
from oracle.golden_queue import waits
from oracle.golden_reply import reply_toy
from oracle.golden_rows import Expected, GoldenCase, at, contact, session, spell, wait, world
from oracle.rows import RawRow

__all__ = [
    "GOLDEN",
    "Expected",
    "GoldenCase",
    "bot_hundred",
    "icmi",
    "reply_toy",
    "two_queues",
]

GOLDEN: dict[str, GoldenCase] = {
    **golden_talk.CASES,
    **golden_reply.CASES,
    **golden_hours.CASES,
    **golden_close.CASES,
    **golden_bots.CASES,
    **golden_suggest.CASES,
    **golden_queue.CASES,
    **golden_demand.CASES,
    **golden_work.CASES,
    **golden_repair.CASES,
    **golden_tickets.CASES,
    **golden_process.CASES,
    **golden_workforce.CASES,
    **golden_staff.CASES,
    **golden_issues.CASES,
    **golden_endings.CASES,
    **golden_experience.CASES,
    **golden_cost.CASES,
}


def icmi() -> World:
    """The ICMI thread: 1000 answered, 860 of them within 20 s; 60 abandoned, 20 within 20 s,
    10 of these within 5 s. Voice: 20 s and 5 s are the defaults.
    """
    return waits(
        *[("answered", 20.0, None)] * 860,
        *[("answered", 20.001, None)] * 140,
        *[("abandoned", 5.0, None)] * 10,
        *[("abandoned", 20.0, None)] * 10,
        *[("abandoned", 20.001, None)] * 40,
    )


def two_queues() -> World:
    """Within the threshold 725 of 1092 in Q1 and 37 of 74 in Q2: 762 / 1166 together."""
    waited = [("Q1", 5.0)] * 725 + [("Q1", 90.0)] * 367 + [("Q2", 5.0)] * 37 + [("Q2", 90.0)] * 37
    return world(
        contacts=[contact(f"C{n}", channel="voice") for n in range(len(waited))],
        queue_segments=[
            wait(f"W{n}", f"C{n}", 0, seconds, "answered") | {"queue_id": queue_id}
            for n, (queue_id, seconds) in enumerate(waited)
        ],
    )


def bot_hundred() -> World:
    """100 conversations that a bot began, 40 of them handed off to a human."""
    handed: RawRow = {"handoff_requested_at": at(50), "handoff_connected_at": at(60)}
    return world(
        contacts=[contact(f"C{n}") for n in range(100)],
        bot_sessions=[session(f"S{n}", f"C{n}") | (handed if n < 40 else {}) for n in range(100)],
        agent_segments=[spell(f"G{n}", f"C{n}", 60) for n in range(40)],
    )
