"""Golden cases of first responses and reply gaps, worked by hand."""

from __future__ import annotations

from functools import partial

from .golden_rows import GoldenCase, case, contact, said, session, spell, world
from .rows import World


def reply_toy() -> World:
    """The dictionary's toy: A gaps 20, 40 s in a session of 300 s; B gap 200 s in one of 260 s.

    The second run of A is two messages, 10 s apart: from the last one its gap is 30 s.
    Sessions 560 s / 2 = 280; gaps 260 s / 3 = 86.7; means (30 + 200) / 2 = 115; from the last
    message 250 s / 3 = 83.3.
    """
    return world(
        contacts=[contact("CA", 0, 300), contact("CB", 0, 260)],
        agent_segments=[spell("GA", "CA", 0, 300), spell("GB", "CB", 0, 260)],
        messages=[
            said("M1", "CA", "customer", 0),
            said("M2", "CA", "agent", 20),
            said("M3", "CA", "customer", 100),
            said("M4", "CA", "customer", 110),
            said("M5", "CA", "agent", 140),
            said("M6", "CB", "customer", 10),
            said("M7", "CB", "agent", 210),
        ],
    )


def last_answer(seconds: float) -> World:
    """A contact of 600 s: a gap of 10 s, then two messages at 30 and 40 s and a last answer."""
    return world(
        contacts=[contact("C1")],
        messages=[
            said("M1", "C1", "customer", 10),
            said("M2", "C1", "agent", 20),
            said("M3", "C1", "customer", 30),
            said("M4", "C1", "customer", 40),
            said("M5", "C1", "agent", seconds),
        ],
    )


def unanswered() -> World:
    """A human conversation in which only the customer speaks; its segment is still open."""
    return world(
        contacts=[contact("C1", end=None)],
        agent_segments=[spell("G1", "C1", 0, None)],
        messages=[said("M1", "C1", "customer", 10)],
    )


def two_spells(end: float) -> World:
    """A conversation of 100 s, and one whose segment ends so many seconds after its start."""
    return world(
        contacts=[contact("C1"), contact("C2")],
        agent_segments=[spell("G1", "C1", 0, 100), spell("G2", "C2", 0, end)],
    )


def responses() -> World:
    """Human answers after 60 (C1), 100 (C2) and 14 401 s (C4); C3 had a bot, C5 nobody.

    With bots: C1 60, C2 5, C3 10, C4 14 401 = 14 476 s. From the connection: C1 30 s after it,
    C2 at once. Due: C1, C2, C4 (e-mail, 14 400 s: missed), C5 (180 s: missed), not C3.
    """
    return world(
        contacts=[
            contact("C1"),
            contact("C2"),
            contact("C3"),
            contact("C4", end=None, channel="email"),
            contact("C5"),
        ],
        agent_segments=[spell("G1", "C1", 30), spell("G2", "C2", 100)],
        bot_sessions=[session("B3", "C3")],
        messages=[
            *(said(f"M{n}", f"C{n}", "customer", 0) for n in range(1, 6)),
            said("N1", "C1", "agent", 60),
            said("N2", "C2", "bot", 5),
            said("N3", "C2", "agent", 100),
            said("N4", "C3", "bot", 10),
            said("N5", "C4", "agent", 14_401),
        ],
    )


def early_answer(seconds: float) -> World:
    """C1 is answered at the second given and C2 after 60 s; both are connected at once."""
    return world(
        contacts=[contact("C1"), contact("C2")],
        agent_segments=[spell("G1", "C1"), spell("G2", "C2")],
        messages=[
            said("M1", "C1", "customer", 0),
            said("M2", "C1", "agent", seconds),
            said("M3", "C2", "customer", 0),
            said("M4", "C2", "agent", 60),
        ],
    )


def chat_answer(seconds: float) -> World:
    """A chat answered at the second given; its target is 180 s."""
    return world(
        contacts=[contact("C1")],
        messages=[said("M1", "C1", "customer", 0), said("M2", "C1", "agent", seconds)],
    )


# The answer at the end of the contact counts, 1 ms later it does not.
IN_TIME = partial(last_answer, 600.0)
TOO_LATE = partial(last_answer, 600.001)
# A message at the start is a response to it, one 1 ms before is not.
AT_START = partial(early_answer, 0.0)
BEFORE = partial(early_answer, -0.001)

# Middles of the buckets of 10 s (466), 60 s (556), 100 s (582), 200 s (617), 570 s (670) and
# 14 401 s (833): 1.02**(number - 0.5) ms.
S10 = 10.0781299781255
S60 = 59.8956681242098
S100 = 100.230496010390
S200 = 200.449921829354
S570 = 572.552077187017
S14401 = 14442.5204712769

CASES: dict[str, GoldenCase] = {
    # A segment that ends 5 s before it begins lasts nothing, 1 ms more and it is rejected.
    "human_session_duration_avg": case(
        reply_toy,
        ("560", "2", 280.0),
        (partial(two_spells, -5.0), "100", "2", 50.0),
        (partial(two_spells, -5.001), "100", "1", 100.0),
        partial(chat_answer, 10.0),
    ),
    # At the end: 10 s and 570 s (560 s from the last message).
    "response_gap_avg": case(
        reply_toy,
        ("260", "3", 260 / 3),
        (IN_TIME, "580", "2", 290.0),
        (TOO_LATE, "10", "1", 10.0),
        unanswered,
    ),
    "response_gap_avg_from_last": case(
        reply_toy,
        ("250", "3", 250 / 3),
        (IN_TIME, "570", "2", 285.0),
        (TOO_LATE, "10", "1", 10.0),
        unanswered,
    ),
    "response_gap_session_mean": case(
        reply_toy,
        ("230", "2", 115.0),
        (IN_TIME, "290", "1", 290.0),
        (TOO_LATE, "10", "1", 10.0),
        unanswered,
    ),
    # 90 % of 3 is 2.7: the third.
    "response_gap_p90": case(
        reply_toy,
        (None, "3", S200),
        (IN_TIME, None, "2", S570),
        (TOO_LATE, None, "1", S10),
        unanswered,
    ),
    "first_response_time_avg": case(
        responses,
        ("14561", "3", 14561 / 3),
        (AT_START, "60", "2", 30.0),
        (BEFORE, "60", "1", 60.0),
        unanswered,
    ),
    # 50 % of 3 is 1.5: the second. Of two the first, which is 0 s.
    "first_response_time_p50": case(
        responses,
        (None, "3", S100),
        (AT_START, None, "2", 0.0),
        (BEFORE, None, "1", S60),
        unanswered,
    ),
    "first_response_time_p90": case(
        responses,
        (None, "3", S14401),
        (AT_START, None, "2", S60),
        (BEFORE, None, "1", S60),
        unanswered,
    ),
    "first_response_time_any": case(
        responses,
        ("14476", "4", 3619.0),
        (AT_START, "60", "2", 30.0),
        (BEFORE, "60", "1", 60.0),
        unanswered,
    ),
    "first_response_time_from_accept": case(
        responses,
        ("30", "2", 15.0),
        (AT_START, "60", "2", 30.0),
        (BEFORE, "60", "1", 60.0),
        unanswered,
    ),
    # Without an answer, the latest event 10 s after the start: too early to count as missed.
    "first_response_within_target_rate": case(
        responses,
        ("2", "4", 0.5),
        (partial(chat_answer, 180.0), "1", "1", 1.0),
        (partial(chat_answer, 180.001), "0", "1", 0.0),
        unanswered,
    ),
}
