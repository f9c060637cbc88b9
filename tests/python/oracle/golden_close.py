"""Golden cases of how contacts end, worked by hand."""

from __future__ import annotations

from functools import partial

from .golden_rows import GoldenCase, case, contact, nothing, said, session, spell, wait, world
from .golden_talk import no_segment
from .rows import World


def closings() -> World:
    """Four contacts, three human; the agent closed C1, C2 and the one without a human, C4.

    C1 ends on a question of the customer's (the system's line after it does not count), C2 on
    thanks, C3 was closed by the customer.
    """
    return world(
        contacts=[
            contact("C1", ended_by="agent"),
            contact("C2", ended_by="agent"),
            contact("C3", ended_by="customer"),
            contact("C4", ended_by="agent"),
        ],
        agent_segments=[spell("G1", "C1"), spell("G2", "C2"), spell("G3", "C3")],
        messages=[
            said("M1", "C1", "agent", 10),
            said("M2", "C1", "customer", 20, "where is my order?"),
            said("M3", "C1", "system", 30, "closed"),
            said("M4", "C2", "agent", 10),
            said("M5", "C2", "customer", 20, "谢谢！"),
            said("M6", "C3", "customer", 20, "where is my order?"),
        ],
    )


def closed_by(who: str) -> World:
    """A human conversation closed by somebody."""
    return world(contacts=[contact("C1", ended_by=who)], agent_segments=[spell("G1", "C1")])


def tie(first: str, second: str) -> World:
    """Two messages of one instant; message_id decides which is the last."""
    return world(
        contacts=[contact("C1", ended_by="agent")],
        agent_segments=[spell("G1", "C1")],
        messages=[said("M2", "C1", second, 10), said("M1", "C1", first, 10)],
    )


def ends_after(seconds: float) -> World:
    """A plain contact, and one whose end lies so many seconds after its start."""
    return world(contacts=[contact("C1"), contact("C2", end=seconds)])


def helped() -> World:
    """Seven contacts: five inbound and closed, C6 inbound and open, C7 outbound.

    Left before help: C1 (abandoned) and C4 (a bot that only greeted). Helped: C2 by a human, C3
    by a bot, C5 by going elsewhere. Automated: C3 alone, of the six closed ones.
    """
    return world(
        contacts=[
            *(contact(f"C{n}") for n in range(1, 6)),
            contact("C6", end=None),
            contact("C7", direction="outbound"),
        ],
        queue_segments=[
            wait("W1", "C1", 0, 30, "abandoned"),
            wait("W2", "C2", 0, 30, "answered"),
            wait("W5", "C5", 0, 30, "overflow"),
        ],
        agent_segments=[spell("G2", "C2", 30)],
        bot_sessions=[session("B3", "C3"), session("B4", "C4", is_greeting_only="true")],
    )


def bot_only(**other: str | None) -> World:
    """A closed contact with one bot session and nothing else."""
    return world(contacts=[contact("C1")], bot_sessions=[session("B1", "C1") | other])


def outbound_open() -> World:
    """Neither inbound nor closed."""
    return world(contacts=[contact("C1", end=None, direction="outbound")])


BY_AGENT = partial(closed_by, "agent")
BY_FATE = partial(closed_by, "fate")


CASES: dict[str, GoldenCase] = {
    "agent_close_rate": case(
        closings, ("2", "3", 2 / 3), (BY_AGENT, "1", "1", 1.0), (BY_FATE, "0", "1", 0.0), no_segment
    ),
    "agent_close_share_all": case(
        closings, ("3", "4", 0.75), (BY_AGENT, "1", "1", 1.0), (BY_FATE, "0", "1", 0.0), nothing
    ),
    "agent_premature_close_rate": case(
        closings,
        ("1", "3", 1 / 3),
        (partial(tie, "agent", "customer"), "1", "1", 1.0),
        (partial(tie, "customer", "agent"), "0", "1", 0.0),
        no_segment,
    ),
    # An end 5 s before the start is kept, 1 ms more and the contact is rejected.
    "contact_volume": case(
        closings,
        ("4", None, 4.0),
        (partial(ends_after, -5.0), "2", None, 2.0),
        (partial(ends_after, -5.001), "1", None, 1.0),
        nothing,
    ),
    "pre_help_abandonment_rate": case(
        helped,
        ("2", "6", 1 / 3),
        (bot_only, "0", "1", 0.0),
        (partial(bot_only, handoff_requested_at="2024-05-06T09:00:30Z"), "1", "1", 1.0),
        outbound_open,
    ),
    "automation_rate": case(
        helped,
        ("1", "6", 1 / 6),
        (bot_only, "1", "1", 1.0),
        (partial(bot_only, is_greeting_only="true"), "0", "1", 0.0),
        outbound_open,
    ),
}
