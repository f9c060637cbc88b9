"""Golden cases of calls hung up, chats by their activity, replies missing and switching, by hand.

Contacts are chats unless told; a silence counts up to 120 s.
"""

from __future__ import annotations

from functools import partial

from .golden_rows import GoldenCase, at, case, contact, nothing, said, session, spell, world
from .golden_work import SKEW, SKEW_PAST, one_open, overlapping
from .rows import World


def calls() -> World:
    """Endings of calls: by the agent, by the customer, passed on; one not known. And a chat."""
    return world(
        contacts=[contact("C1", channel="voice"), contact("C2", channel="video"), contact("C3")],
        agent_segments=[
            spell("G1", "C1", disconnected_by="agent"),
            spell("G2", "C1", disconnected_by="customer"),
            spell("G3", "C2", disconnected_by="agent", transfer_out="blind"),
            spell("G4", "C2"),
            spell("G5", "C3", disconnected_by="agent"),
        ],
    )


def call_ends(how: str) -> World:
    """A call that the agent disconnects after passing it on in some way."""
    return world(
        contacts=[contact("C1", channel="voice")],
        agent_segments=[spell("G1", "C1", disconnected_by="agent", transfer_out=how)],
    )


def unknown_ending() -> World:
    """A call of which nobody says who ended it."""
    return world(contacts=[contact("C1", channel="voice")], agent_segments=[spell("G1", "C1")])


def waiting() -> World:
    """C1 waits. C2 was answered, C3 talks to a bot, C4 said nothing, C5 was called."""
    return world(
        contacts=[*(contact(f"C{n}") for n in range(1, 5)), contact("C5", direction="outbound")],
        bot_sessions=[session("B1", "C3")],
        messages=[
            said("M1", "C1", "customer", 10),
            said("M2", "C2", "customer", 10),
            said("M3", "C2", "agent", 20),
            said("M4", "C3", "customer", 10),
            said("M5", "C5", "customer", 10),
        ],
    )


def agent_speaks(when: float) -> World:
    """A contact whose only agent message comes at its start, or a little before."""
    return world(
        contacts=[contact("C1")],
        messages=[said("M1", "C1", "customer", 10), said("M2", "C1", "agent", when)],
    )


def chats() -> World:
    """Two chats, 100 + 30 s and 200 s, and a call of 50 s."""
    return world(
        contacts=[contact("C1"), contact("C2", channel="wechat"), contact("C3", channel="voice")],
        agent_segments=[
            spell("G1", "C1", 0, 100, acw_ended_at=at(130)),
            spell("G2", "C2", 0, 200),
            spell("G3", "C3", 0, 50),
        ],
    )


def silences() -> World:
    """600 s with messages at 100 and 400 s: silences of 100, 300 and 200 s, 260 s too many.

    340 s, 30 s of wrap-up and another chat of 60 s without words. The note at 250 s is internal.
    """
    return world(
        contacts=[contact("C1"), contact("C2")],
        agent_segments=[
            spell("G1", "C1", 0, 600, acw_ended_at=at(630)),
            spell("G2", "C2", 0, 60),
        ],
        messages=[
            said("M1", "C1", "customer", 100),
            said("M2", "C1", "agent", 250, visibility="internal"),
            said("M3", "C1", "agent", 400),
        ],
    )


def speaks_at(when: float) -> World:
    """A chat of 240 s with one message."""
    return world(
        contacts=[contact("C1")],
        agent_segments=[spell("G1", "C1", 0, 240)],
        messages=[said("M1", "C1", "customer", when)],
    )


def switching() -> World:
    """13 s of 130 s, wrap-up included, and 7 s of 70 s; of a third spell nothing is known."""
    return world(
        contacts=[contact("C1")],
        agent_segments=[
            spell("G1", "C1", 0, 100, acw_ended_at=at(130), switch_seconds="13"),
            spell("G2", "C1", 0, 70, switch_seconds="7"),
            spell("G3", "C1", 0, 200),
        ],
    )


def switched(seconds: str | None) -> World:
    """100 s of handling with so much switching."""
    return world(
        contacts=[contact("C1")],
        agent_segments=[spell("G1", "C1", 0, 100, switch_seconds=seconds)],
    )


CASES: dict[str, GoldenCase] = {
    "agent_hangup_rate": case(
        calls,
        ("1", "3", 1 / 3),
        (partial(call_ends, "none"), "1", "1", 1.0),
        (partial(call_ends, "consult"), "0", "1", 0.0),
        unknown_ending,
    ),
    # What an agent says at the start is a reply, 1 ms before it is none.
    "no_reply_yet": case(
        waiting,
        ("1", None, 1.0),
        (partial(agent_speaks, 0.0), None, None, None),
        (partial(agent_speaks, -0.001), "1", None, 1.0),
        nothing,
    ),
    "aht_chat": case(
        chats,
        ("330", "2", 165.0),
        (SKEW, "100", "2", 50.0),
        (SKEW_PAST, "100", "1", 100.0),
        one_open,
    ),
    # Silences of 120 s count in full; 1 ms beyond is lost.
    "aht_chat_active": case(
        silences,
        ("430", "2", 215.0),
        (partial(speaks_at, 120.0), "240", "1", 240.0),
        (partial(speaks_at, 120.001), "239.999", "1", 239.999),
        one_open,
    ),
    # Three chats of 260 s take 210 s of two agents: 86.7 s at 1.238 a time are 70 s.
    "aht_chat_concurrency_adj": case(
        overlapping,
        (None, None, 70.0),
        (SKEW, None, None, 50.0),
        (SKEW_PAST, None, None, 100.0),
        one_open,
    ),
    # What was switched cannot exceed the handling.
    "system_switch_share": case(
        switching,
        ("20", "200", 0.1),
        (partial(switched, "99.999"), "99.999", "100", 0.99999),
        (partial(switched, "100.001"), "100", "100", 1.0),
        partial(switched, None),
    ),
}
