"""Agent measures: handling spells, and the time of agents day by day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from .facts import Facts
from .rows import Row, duration
from .slices import ALL, Ledger, Slice, shown

ON_QUEUE = ("available", "handling", "acw")
Spell = tuple[int, int]


def count_segments(facts: Facts, ledger: Ledger) -> None:
    """Count every closed agent segment, whether its contact is known or not."""
    for segment in facts.tables["agent_segments"]:
        if segment["disconnected_at"] is None:
            continue
        where = segment_slice(facts, segment)
        connected = duration(segment["connected_at"], segment["disconnected_at"])
        hold = min(segment["hold_ms"] or 0, connected)
        dial = segment["dial_ms"] or 0
        after = wrap_up(segment)
        talk = connected - hold

        ledger.add(where, "handled")
        ledger.add(where, "held", hold > 0)
        ledger.add(where, "transferred_out", is_transferred(segment))
        ledger.add(where, "talk_ms", talk)
        ledger.add(where, "hold_ms", hold)
        ledger.add(where, "acw_ms", after)
        ledger.add(where, "talk_acw_ms", talk + after)
        ledger.add(where, "handle_ms", talk + hold + after)
        ledger.add(where, "handle_dial_ms", talk + hold + after + dial)
        ledger.member(where, "agents_handling", segment["agent_id"])
        ledger.observe(where, "talk", talk)


def segment_slice(facts: Facts, segment: Row) -> Slice:
    """Slice of an agent segment: place and channel of its contact, its own queue, the team then."""
    contact = facts.contacts.get(segment["contact_id"])
    site = contact["site_id"] if contact is not None else None
    channel = contact["channel"] if contact is not None else None
    return Slice(
        facts.date_at(site, segment["connected_at"]),
        shown(site),
        shown(channel),
        shown(segment["queue_id"]),
        shown(facts.team(segment["agent_id"], segment["connected_at"])),
    )


def wrap_up(segment: Row) -> int:
    """Wrap-up after a closed segment."""
    if segment["acw_ended_at"] is None:
        return 0
    return duration(segment["disconnected_at"], segment["acw_ended_at"])


def is_transferred(segment: Row) -> bool:
    """The agent passed the contact on."""
    return segment["transfer_out"] in ("blind", "consult")


def count_time(facts: Facts, ledger: Ledger) -> None:
    """Count the conversations and the logged-in time of every agent and day."""
    talks: dict[str, list[Spell]] = {}
    for segment in facts.tables["agent_segments"]:
        if segment["disconnected_at"] is not None:
            spell = (segment["connected_at"], segment["disconnected_at"])
            talks.setdefault(segment["agent_id"], []).append(spell)
    for agent_id, spells in talks.items():
        for day, pieces in by_day(facts, spells).items():
            count_conversations(facts, ledger, agent_id, day, pieces)

    for measure_id, counted in (("logged_in_ms", None), ("on_queue_ms", ON_QUEUE)):
        states: dict[str, list[Spell]] = {}
        for state in facts.tables["agent_states"]:
            if state["left_at"] is not None and (counted is None or state["state"] in counted):
                spell = (state["entered_at"], state["left_at"])
                states.setdefault(state["agent_id"], []).append(spell)
        for agent_id, spells in states.items():
            for day, pieces in by_day(facts, spells).items():
                where = day_slice(facts, agent_id, day, pieces)
                ledger.add(where, measure_id, sum(e - s for s, e, n in layers(pieces) if n > 0))


def count_conversations(
    facts: Facts, ledger: Ledger, agent_id: str, day: date, pieces: list[Spell]
) -> None:
    """Count one agent's conversations of one day."""
    where = day_slice(facts, agent_id, day, pieces)
    stack = layers(pieces)
    height = max(n for _, _, n in stack)
    ledger.add(where, "conversation_ms", sum(end - start for start, end in pieces))
    ledger.add(where, "conversing_ms", sum(end - start for start, end, n in stack if n > 0))
    ledger.add(where, "agent_day_peaks", height)
    ledger.add(where, "agent_days_conversing")
    ledger.peak(where, "concurrency_peak_conversations", height)
    # The capacity is that of the same version as the team: the one at the first instant.
    version = facts.agent(agent_id, min(start for start, _ in pieces))
    if version is not None and version["max_concurrency"] is not None:
        ledger.add(where, "configured_conversations", version["max_concurrency"])
        ledger.add(where, "agent_days_with_capacity")


def day_slice(facts: Facts, agent_id: str, day: date, pieces: list[Spell]) -> Slice:
    """Slice of an agent's day: the team at its first instant."""
    first = min(start for start, _ in pieces)
    return Slice(day, ALL, ALL, ALL, shown(facts.team(agent_id, first)))


def by_day(facts: Facts, spells: Iterable[Spell]) -> dict[date, list[Spell]]:
    """Spells cut at the midnights of the business zone; spells without length fall away."""
    days: dict[date, list[Spell]] = {}
    for start, end in spells:
        if end <= start:
            continue
        day = facts.business_date(start)
        while facts.midnight(day) < end:
            tomorrow = day + timedelta(days=1)
            piece = (max(start, facts.midnight(day)), min(end, facts.midnight(tomorrow)))
            days.setdefault(day, []).append(piece)
            day = tomorrow
    return days


def layers(spells: list[Spell]) -> list[tuple[int, int, int]]:
    """(start, end, number of spells that cover it) between all neighbouring edges."""
    edges = sorted({edge for spell in spells for edge in spell})
    return [
        (left, right, sum(1 for start, end in spells if start <= left < end))
        for left, right in pairwise(edges)
    ]
