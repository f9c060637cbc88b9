"""One nasty ticket with its events and promises."""

from __future__ import annotations

from random import Random

from .instants import BASES, DAY, FAR, NEAR, pick, text
from .nasty_contacts import FLAGS
from .rows import World

EVENTS = ("status",) * 6 + ("public_reply",) * 4 + ("step",) * 3
RARE_EVENTS = ("assignment", "assignment", "priority", "internal_note", "miracle")
TALK = ("public_reply",) * 5 + ("status",)
STATUSES = ("new", "open", "open", "pending", "pending", "hold", "solved", "solved", "closed")
STEPS = (0, 0, 0, 1, -1, 60_000, 60_001, 59_999, 1_000, -60_000)


def build_ticket(rnd: Random, number: int, world: World) -> None:
    """Add a ticket: bare or busy, with ties, events before its opening, and days of silence."""
    ticket_id = f"T{number}"
    opened = pick(rnd, BASES) + rnd.choice((0, *NEAR))
    world["tickets"].append(
        {
            "ticket_id": ticket_id,
            "contact_id": rnd.choice(("C0", "ghost", None)),
            "customer_id": rnd.choice(("P1", None)),
            "channel": rnd.choice(("chat", "chat", "email", "voice", "telepathy", None)),
            "issue_key": None,
            "created_at": text(rnd, opened),
            "created_by": rnd.choice(("customer", "agent", None, "fate")),
            "merged_into_ticket_id": rnd.choice((None,) * 11 + ("T0",)),
            "is_spam": rnd.choice((None,) * 6 + ("false", "no", "0", "true")),
        }
    )
    at = opened + rnd.choice((0, 0, -3_600_000, -1))
    kinds = rnd.choice((EVENTS + RARE_EVENTS, EVENTS + RARE_EVENTS, TALK))
    for event in range(rnd.choice((0, 1, 4, 8, 12))):
        at += rnd.choice((*STEPS, *FAR)) if rnd.random() < 0.6 else rnd.choice(NEAR)
        event_id = f"{ticket_id}-{rnd.choice('zZ9é')}{event}"
        add_event(rnd, event_id, ticket_id, at, rnd.choice(kinds), world)
    for promise in range(rnd.choice((0, 0, 1, 2))):
        add_promise(rnd, f"{ticket_id}-S{promise}", ticket_id, opened, world)


def add_event(rnd: Random, event_id: str, ticket_id: str, at: int, kind: str, world: World) -> None:
    """Add an event; values of other kinds lie about in it."""
    world["ticket_events"].append(
        {
            "event_id": event_id,
            "ticket_id": rnd.choice((ticket_id,) * 15 + ("ghost",)),
            "occurred_at": text(rnd, at),
            "event_type": kind,
            "status": rnd.choice((*STATUSES, None, "on-hold")),
            "priority": rnd.choice(("low", "high", "urgent", None)),
            "agent_id": rnd.choice(("A0", "A0", "A1", "A9", None)),
            "team_id": rnd.choice(("T1", "T2", None, None)),
            "author_type": rnd.choice(("customer", "customer", "agent", "agent", "bot", "system"))
            if rnd.random() < 0.9
            else rnd.choice((None, "oracle")),
            "step": rnd.choice(("intake", "verify", "settle", "approve", None)),
            "is_automated": rnd.choice((*FLAGS, None, None, None, None)),
        }
    )


def add_promise(rnd: Random, sla_id: str, ticket_id: str, opened: int, world: World) -> None:
    """Add a promise: kept or not, with a verdict or without, some without a time to keep."""
    applied = opened + rnd.choice(NEAR)
    due = applied + rnd.choice((3_600_000, DAY, 60_000, 0))
    fulfilled = due + rnd.choice((0, 0, 1, -1, -60_000, 3_600_000))
    world["sla_instances"].append(
        {
            "sla_id": sla_id,
            "ticket_id": rnd.choice((ticket_id,) * 7 + ("ghost",)),
            "metric": rnd.choice(("first_reply", "resolution", "update", "other", "mood")),
            "policy": None,
            "priority": None,
            "applied_at": text(rnd, applied),
            "due_at": rnd.choice((text(rnd, due),) * 4 + (None,)),
            "fulfilled_at": rnd.choice((text(rnd, fulfilled), text(rnd, fulfilled), None)),
            "is_breached": rnd.choice((None, None, None, "true", "false")),
        }
    )
