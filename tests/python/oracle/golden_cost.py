"""Golden cases of costs, worked by hand."""

from __future__ import annotations

from functools import partial

from .golden_rows import DAY, GoldenCase, case, contact, nothing, session, spell, world
from .golden_tickets import life, ticket
from .rows import RawRow, World

MONDAY, TUESDAY = "2024-05-06", "2024-05-07"


def cost(cost_id: str, amount: str, category: str, handler: str | None, **other: str) -> RawRow:
    """A cost of Monday in euros, without a channel."""
    row: RawRow = {"cost_id": cost_id, "category": category, "handler": handler}
    row |= {"period_start": MONDAY, "period_end": MONDAY, "amount": amount, "currency": "EUR"}
    return row | other


def spent() -> World:
    """Agents take two calls and a chat, a bot another chat. Humans cost 30, the bot 8, and 20 are
    shared by four contacts: 15 for the humans, 5 for the bot. 58 in all, 45 and 13.
    """
    return world(
        contacts=[
            contact("C1", channel="voice"),
            contact("C2", channel="voice"),
            contact("C3"),
            contact("C4"),
        ],
        agent_segments=[spell(f"G{n}", f"C{n}") for n in (1, 2, 3)],
        bot_sessions=[session("S4", "C4")],
        costs=[
            cost("X1", "30", "labour", "human"),
            cost("X2", "8", "technology", "bot"),
            cost("X3", "20", "overhead", "shared"),
        ],
    )


def spent_on(day: str, handler: str) -> World:
    """Labour of one day, seen from Monday, when an agent and a bot took a contact each."""
    return world(
        contacts=[contact("C1"), contact("C2")],
        agent_segments=[spell("G1", "C1")],
        bot_sessions=[session("S2", "C2")],
        costs=[cost("X1", "10", "labour", handler, period_start=day, period_end=day)],
    )


def unserved(handler: str) -> World:
    """A cost, and a contact that nobody took."""
    return world(contacts=[contact("C1")], costs=[cost("X1", "10", "labour", handler)])


def settled(*reopened: bool) -> World:
    """What was spent, and a ticket for each answer to: was it reopened after its solution?"""
    tickets = [ticket(f"T{number}") for number in range(len(reopened))]
    events = [
        event
        for number, again in enumerate(reopened)
        for event in life(f"T{number}", ("solved", 60), *[("open", 60.001)] * again)
    ]
    return spent() | {"tickets": tickets, "ticket_events": events}


def spared() -> World:
    """Agents take three contacts for 10; a bot settles two of known customers.

    A human conversation costs 10 ÷ 3, two of them 6.6667. The last contact lets a day pass.
    """
    return world(
        contacts=[
            *(contact(f"C{n}") for n in (1, 2, 3)),
            contact("C4", customer_id="P4"),
            contact("C5", customer_id="P5"),
            contact("C6", 2 * DAY, None),
        ],
        agent_segments=[spell(f"G{n}", f"C{n}") for n in (1, 2, 3)],
        bot_sessions=[session("S4", "C4"), session("S5", "C5")],
        costs=[cost("X1", "10", "labour", "human")],
    )


def seen_after(seconds: float) -> World:
    """One session that ended at second 60, seen so long after its end."""
    return world(
        contacts=[
            contact("C1"),
            contact("C2", customer_id="P2"),
            contact("C3", 60 + seconds, None),
        ],
        agent_segments=[spell("G1", "C1")],
        bot_sessions=[session("S2", "C2")],
        costs=[cost("X1", "10", "labour", "human")],
    )


CASES: dict[str, GoldenCase] = {
    # What Tuesday costs is not counted on Monday.
    "cost_per_contact": case(
        spent,
        ("58", "4", 14.5),
        (partial(spent_on, MONDAY, "human"), "10", "2", 5.0),
        (partial(spent_on, TUESDAY, "human"), "0", "2", 0.0),
        (partial(unserved, "human"), "10", "0"),
    ),
    "cost_per_contact_human": case(
        spent,
        ("45", "3", 15.0),
        (partial(spent_on, MONDAY, "human"), "10", "1", 10.0),
        (partial(spent_on, TUESDAY, "human"), "0", "1", 0.0),
        (partial(unserved, "human"), "10", "0"),
    ),
    "cost_per_contact_bot": case(
        spent,
        ("13", "1", 13.0),
        (partial(spent_on, MONDAY, "bot"), "10", "1", 10.0),
        (partial(spent_on, TUESDAY, "bot"), "0", "1", 0.0),
        (partial(unserved, "bot"), "10", "0"),
    ),
    # Two of three tickets stay solved.
    "cost_per_resolution": case(
        partial(settled, False, False, True),
        ("58", "2", 29.0),
        (partial(settled, False), "58", "1", 58.0),
        (partial(settled, True), "58", "0", None),
        (partial(unserved, "human"), "10", "0"),
    ),
    "labour_cost_share": case(
        spent,
        ("30", "58", 30 / 58),
        (partial(spent_on, MONDAY, "human"), "10", "10", 1.0),
        (partial(spent_on, TUESDAY, "human"), None, None, None),
        nothing,
    ),
    # The day in which the customer might come back is over, or a millisecond short.
    "avoided_cost_bot": case(
        spared,
        ("6.6667", None, 6.6667),
        (partial(seen_after, DAY), "10", None, 10.0),
        (partial(seen_after, DAY - 0.001), None, None, None),
        nothing,
    ),
}
