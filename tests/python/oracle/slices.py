"""Slices (date, site, channel, queue, team) and the ledger that measures are written to."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from functools import cache
from typing import NamedTuple

from .facts import Facts
from .rows import Row

ALL = "(all)"
UNKNOWN = "(unknown)"


class Slice(NamedTuple):
    """Where a measure is counted."""

    day: date
    site_id: str
    channel: str
    queue_id: str
    team_id: str


def shown(value: str | None) -> str:
    """A dimension's value. An unknown enum value ('unknown') is a value, not a null."""
    return UNKNOWN if value is None else value


@cache
def bucket(ms: int) -> int:
    """0 for 0 ms, else 1 + the greatest k with 1.02**k <= ms, in whole numbers."""
    if ms == 0:
        return 0
    k, power, scale = 0, 102, 100
    while power <= ms * scale:
        k, power, scale = k + 1, power * 102, scale * 100
    return 1 + k


class Ledger:
    """Sums, maxima, members and histograms by slice and measure."""

    def __init__(self) -> None:
        self.sums: dict[tuple[Slice, str], int] = defaultdict(int)
        self.peaks: dict[tuple[Slice, str], int] = defaultdict(int)
        self.levels: dict[tuple[Slice, str], int] = defaultdict(int)
        self.members: dict[tuple[Slice, str], set[str]] = defaultdict(set)
        self.buckets: dict[tuple[Slice, str], Counter[int]] = defaultdict(Counter)
        self.shares: dict[tuple[Slice, str], list[tuple[str, int]]] = defaultdict(list)

    def add(self, where: Slice, measure_id: str, amount: int | bool = 1) -> None:
        """Add to a sum."""
        self.sums[where, measure_id] += int(amount)

    def peak(self, where: Slice, measure_id: str, height: int) -> None:
        """Raise a maximum."""
        self.peaks[where, measure_id] = max(self.peaks[where, measure_id], height)

    def level(self, where: Slice, measure_id: str, height: int) -> None:
        """Set the state of a stock at the end of a day."""
        self.levels[where, measure_id] = height

    def member(self, where: Slice, measure_id: str, who: str) -> None:
        """Note somebody who is counted once."""
        self.members[where, measure_id].add(who)

    def share(self, where: Slice, measure_id: str, who: str, amount: int | bool) -> None:
        """Note what somebody has of an amount."""
        self.shares[where, measure_id].append((who, int(amount)))

    def observe(self, where: Slice, measure_id: str, ms: int) -> None:
        """Put a duration into a histogram."""
        self.buckets[where, measure_id][bucket(ms)] += 1


def contact_slice(facts: Facts, contact: Row) -> Slice:
    """Slice of a contact and of everything counted with it."""
    contact_id = contact["contact_id"]
    handled = agent_segments_in_order(facts, contact_id)
    team_id: str | None = None
    if handled:
        team_id = facts.team(handled[0]["agent_id"], handled[0]["connected_at"])
    return Slice(
        facts.date_at(contact["site_id"], contact["started_at"]),
        shown(contact["site_id"]),
        shown(contact["channel"]),
        shown(queue_of_contact(facts, contact_id)),
        shown(team_id),
    )


def queue_of_contact(facts: Facts, contact_id: str) -> str | None:
    """The queue of the first queue segment; without any, of the first agent segment."""
    queued = sorted(
        facts.of_contact("queue_segments", contact_id),
        key=lambda row: (row["entered_at"], row["segment_id"].encode()),
    )
    first = [*queued[:1], *agent_segments_in_order(facts, contact_id)[:1]]
    return first[0]["queue_id"] if first else None


def agent_segments_in_order(facts: Facts, contact_id: str) -> list[Row]:
    """A contact's agent segments, first to last."""
    return sorted(
        facts.of_contact("agent_segments", contact_id),
        key=lambda row: (row["connected_at"], row["segment_id"].encode()),
    )
