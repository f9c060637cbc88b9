"""Golden cases of bots, worked by hand."""

from __future__ import annotations

from functools import partial

from .golden_rows import (
    DAY,
    GoldenCase,
    at,
    case,
    contact,
    nothing,
    session,
    spell,
    turn,
    world,
)
from .rows import World


def bots() -> World:
    """Seven sessions, each in its own contact; S7 only greets, so six are engaged.

    Contained: S1 (liked), S2 (disliked), S3 (customer not known). Handed off: S4 (connected,
    the one human conversation), S5 (not connected). S6 is open. All ended at 60 s but S6, and
    the customer of S2 comes back exactly 24 h later, which is also the latest event: five have
    matured and only S1 was left in peace.
    Turns: 4, two of them fallbacks (S1, S4).
    """
    return world(
        contacts=[
            *(contact(f"C{n}", customer_id=None if n == 3 else f"P{n}") for n in range(1, 8)),
            contact("C9", 60 + DAY, None, customer_id="P2"),
        ],
        agent_segments=[spell("G4", "C4", 60)],
        bot_sessions=[
            session("S1", "C1", feedback="positive"),
            session("S2", "C2", feedback="negative"),
            session("S3", "C3"),
            session("S4", "C4", handoff_requested_at=at(50), handoff_connected_at=at(60)),
            session("S5", "C5", handoff_requested_at=at(50)),
            session("S6", "C6", None),
            session("S7", "C7", is_greeting_only="true"),
        ],
        bot_turns=[
            turn("T1", "S1", is_fallback="true"),
            turn("T2", "S1", is_fallback="false"),
            turn("T3", "S4", is_fallback="1"),
            turn("T4", "S7"),
        ],
    )


def one(end: float | None = 60, **other: str | None) -> World:
    """One bot session."""
    return world(contacts=[contact("C1")], bot_sessions=[session("S1", "C1", end, **other)])


def with_human(end: float) -> World:
    """A session that ends so many seconds after its start, and a human conversation."""
    return world(
        contacts=[contact("C1")],
        bot_sessions=[session("S1", "C1", end)],
        agent_segments=[spell("G1", "C1")],
    )


def comes_back(after: float) -> World:
    """A contained session whose customer starts another contact so long after its end."""
    return world(
        contacts=[
            contact("C1", customer_id="P1"),
            contact("C2", 60 + after, None, customer_id="P1"),
        ],
        bot_sessions=[session("S1", "C1")],
    )


def one_turn(is_fallback: str) -> World:
    """One session with one turn."""
    return one() | world(bot_turns=[turn("T1", "S1", is_fallback=is_fallback)])


def labelled(right: int, wrong: int) -> World:
    """One session with labelled turns."""
    return one() | world(
        bot_turns=[
            *(turn(f"R{n}", "S1", intent="pay", labelled_intent="pay") for n in range(right)),
            *(turn(f"W{n}", "S1", intent="pay", labelled_intent="lost") for n in range(wrong)),
            turn("U1", "S1", intent="pay"),
        ]
    )


REQUESTED = partial(one, handoff_requested_at=at(50))
CONNECTED = partial(one, handoff_requested_at=at(50), handoff_connected_at=at(60))
GREETING = partial(one, is_greeting_only="true")
# A recontact 24 h after the end is one, 1 ms later it is none.
RECONTACT = partial(comes_back, DAY)
NO_RECONTACT = partial(comes_back, DAY + 0.001)
FELL_BACK = partial(one_turn, "yes")
UNDERSTOOD = partial(one_turn, "no")


CASES: dict[str, GoldenCase] = {
    # 7 sessions and 1 human conversation.
    "bot_session_share": case(
        bots,
        ("7", "8", 0.875),
        (partial(with_human, -5.0), "1", "2", 0.5),
        (partial(with_human, -5.001), "0", "1", 0.0),
        nothing,
    ),
    "bot_containment_rate": case(
        bots, ("3", "6", 0.5), (one, "1", "1", 1.0), (REQUESTED, "0", "1", 0.0), GREETING
    ),
    "bot_open_rate": case(
        bots, ("1", "6", 1 / 6), (partial(one, None), "1", "1", 1.0), (one, "0", "1", 0.0), GREETING
    ),
    "bot_contained_no_recontact_rate": case(
        bots, ("1", "5", 0.2), (RECONTACT, "0", "1", 0.0), (NO_RECONTACT, "1", "1", 1.0), one
    ),
    "bot_confirmed_resolution_rate": case(
        bots,
        ("1", "6", 1 / 6),
        (partial(one, feedback="positive"), "1", "1", 1.0),
        (one, "0", "1", 0.0),
        GREETING,
    ),
    # S1 and S3.
    "bot_assumed_resolution_rate": case(
        bots,
        ("2", "6", 1 / 3),
        (one, "1", "1", 1.0),
        (partial(one, feedback="negative"), "0", "1", 0.0),
        GREETING,
    ),
    "bot_handoff_rate": case(
        bots, ("2", "6", 1 / 3), (REQUESTED, "1", "1", 1.0), (one, "0", "1", 0.0), GREETING
    ),
    "bot_handoff_success_rate": case(
        bots, ("1", "2", 0.5), (CONNECTED, "1", "1", 1.0), (REQUESTED, "0", "1", 0.0), one
    ),
    "bot_fallback_rate": case(
        bots, ("2", "4", 0.5), (FELL_BACK, "1", "1", 1.0), (UNDERSTOOD, "0", "1", 0.0), one
    ),
    "bot_fallback_session_rate": case(
        bots, ("2", "6", 1 / 3), (FELL_BACK, "1", "1", 1.0), (UNDERSTOOD, "0", "1", 0.0), GREETING
    ),
    # 100 labels are enough, 99 are not.
    "bot_intent_accuracy": case(
        partial(labelled, 115, 10),
        ("115", "125", 0.92),
        (partial(labelled, 90, 10), "90", "100", 0.9),
        (partial(labelled, 90, 9), "90", "99", None),
        one,
    ),
}
