"""A customer who comes back: chains of contacts whose distances lie at the windows' ends."""

from __future__ import annotations

from random import Random

from .instants import BASES, DAY, pick, text
from .rows import World

WINDOWS = (1, 2, 3, 7, 30)
STEPS = (0, 0, *(days * DAY + off for days in WINDOWS for off in (-1, 0, 0, 1)))
ISSUES = ("pay", "pay", "pay", "delivery.status", None, None)
# Silences in a chat at and around the limits of 5, 60 and 120 s.
SILENCES = (0, 4_999, 5_000, 5_001, 59_999, 60_000, 60_001, 119_999, 120_000, 120_001, 300_000)


def return_again(rnd: Random, number: int, world: World) -> None:
    """Add up to five contacts of one customer, most about one thing, some with a chat."""
    at = pick(rnd, BASES) - rnd.choice((0, 0, 30 * DAY))
    for turn in rnd.sample(range(5), rnd.randint(2, 5)):  # ties are not in the order of ids
        contact_id = f"I{number}-{rnd.choice('Za')}{turn}"
        world["contacts"].append(
            {
                "contact_id": contact_id,
                "source_system": "nasty",
                "channel": rnd.choice(("chat", "chat", "voice", "telepathy")),
                "direction": rnd.choice(("inbound", "inbound", "inbound", None, "outbound")),
                "customer_id": rnd.choice((f"P{number}", f"P{number}", f"P{number}", "P1", None)),
                "issue_key": rnd.choice(ISSUES),
                "started_at": text(rnd, at),
                "ended_at": None,
            }
        )
        if rnd.random() < 0.6:
            chat(rnd, contact_id, at, world)
        at += rnd.choice(STEPS)


def chat(rnd: Random, contact_id: str, at: int, world: World) -> None:
    """Add an agent segment with messages inside it, at its edges and outside."""
    times = [at]
    for _ in range(rnd.randint(1, 5)):
        times.append(times[-1] + rnd.choice(SILENCES))
    world["agent_segments"].append(
        {
            "segment_id": f"{contact_id}-S",
            "contact_id": contact_id,
            "agent_id": rnd.choice(("A0", "A1")),
            "connected_at": text(rnd, at),
            "disconnected_at": text(rnd, rnd.choice((times[-1], times[-1], at + 1, at - 5_000))),
            "transfer_out": rnd.choice((None, None, "blind")),
            "disconnected_by": rnd.choice(("agent", "customer", "fate", None)),
            "switch_seconds": rnd.choice(("1.5", None)),
        }
    )
    for number, when in enumerate([at - 1, *times, times[-1] + 1]):
        world["messages"].append(
            {
                "message_id": f"{contact_id}-{rnd.choice('zZ')}{number}",
                "contact_id": contact_id,
                "sent_at": text(rnd, when),
                "author_type": rnd.choice(("customer", "agent", "agent", "bot", "system")),
                "visibility": rnd.choice(("public", "public", "internal", None)),
                "script_id": rnd.choice(("s1", "s1", "s2", None)),
                "is_auto": rnd.choice((None, None, "true")),
            }
        )
