"""Agent segments once more: who hung up, how long a chat was alive, time between systems."""

from __future__ import annotations

from itertools import pairwise

from .agents import is_transferred, segment_slice, wrap_up
from .contacts import read
from .facts import Facts
from .reference import OTHER_CHANNEL, channels
from .rows import Row, duration
from .slices import Ledger, Slice


def count(facts: Facts, ledger: Ledger) -> None:
    """Count every closed agent segment."""
    for segment in facts.tables["agent_segments"]:
        if segment["disconnected_at"] is None:
            continue
        where = segment_slice(facts, segment)
        channel = channels().get(where.channel, OTHER_CHANNEL)
        handling = duration(segment["connected_at"], segment["disconnected_at"]) + wrap_up(segment)
        if channel.is_spoken and segment["disconnected_by"] in ("agent", "customer", "system"):
            hung_up = segment["disconnected_by"] == "agent" and not is_transferred(segment)
            ledger.add(where, "spoken_endings")
            ledger.add(where, "agent_hangups", hung_up)
        if channel.is_live_chat:
            count_chat(facts, ledger, where, segment, handling)
        if segment["switch_ms"] is not None:
            ledger.add(where, "switch_ms", min(segment["switch_ms"], handling))
            ledger.add(where, "handle_switch_known_ms", handling)


def count_chat(facts: Facts, ledger: Ledger, where: Slice, segment: Row, handling: int) -> None:
    """Count a chat by the clock and without the long part of its silences."""
    start, end = segment["connected_at"], segment["disconnected_at"]
    contact = facts.contacts[segment["contact_id"]]  # or its channel would not be known
    said = [m["sent_at"] for m in read(facts, contact).messages if start <= m["sent_at"] <= end]
    too_long = sum(
        max(0, later - earlier - facts.params.chat_idle_seconds * 1000)
        for earlier, later in pairwise([start, *said, end])
    )
    ledger.add(where, "chat_handled")
    ledger.add(where, "chat_handle_ms", handling)
    ledger.add(where, "chat_active_acw_ms", handling - too_long)
