"""Golden cases of responses and gaps in opening hours, worked by hand.

Queue Q1 keeps office hours in Shanghai. Second 0 is 17:00 there on a Monday: it closes at second
3600, opens on Tuesday at 57 600 and closes for lunch at 68 400. What has no queue is always open.
"""

from __future__ import annotations

from functools import partial

from .golden_rows import DAY, GoldenCase, at, case, contact, said, spell, wait, world
from .rows import RawRow, World

OPENS = 57_600.0
QUEUES: list[RawRow] = [{"queue_id": "Q1", "valid_from": at(-DAY), "calendar_id": "cn_office"}]


def overnight() -> World:
    """C1 asks while Q1 is open, C3 while it is closed; both hear from a human on Tuesday.

    Humans: C1 3600 + 60 s, C2 (no queue) 100 s, C3 0 s, answered when Q1 opens = 3760 s.
    Bots count: C1 5 s, C2 100 s, C3 0 s = 105 s.
    From the connection: C1 at 3000 s, so 600 + 60 s; C2 at 40 s, so 60 s; C3 0 s = 720 s.
    """
    return world(
        contacts=[contact("C1", 0, None), contact("C2", 0, None), contact("C3", 7_200, None)],
        queues=QUEUES,
        queue_segments=[
            wait("W1", "C1", 0, 3_000, "answered"),
            wait("W3", "C3", 7_200, 57_000, "answered"),
        ],
        agent_segments=[
            spell("G1", "C1", 3_000, None),
            spell("G2", "C2", 40, None),
            spell("G3", "C3", 57_000, None),
        ],
        messages=[
            said("M1", "C1", "customer", 0),
            said("M2", "C1", "bot", 5),
            said("M3", "C1", "agent", 57_660),
            said("M4", "C2", "customer", 0),
            said("M5", "C2", "agent", 100),
            said("M6", "C3", "customer", 7_200),
            said("M7", "C3", "bot", 7_205),
            said("M8", "C3", "agent", OPENS),
        ],
    )


def rested() -> World:
    """C1 in Q1 asks at 3540 and 3590 s, hears at 57 660, asks at 57 700 and hears at 57 720.

    C2 without a queue waits for 100 s. From the first message: 60 + 60, 20, 100 = 240 s; from the
    last: 10 + 60, 20, 100 = 190 s.
    """
    return world(
        contacts=[contact("C1", 0, None), contact("C2", 0, None)],
        queues=QUEUES,
        queue_segments=[wait("W1", "C1", 0, 10, "answered")],
        messages=[
            said("M1", "C1", "customer", 3_540),
            said("M2", "C1", "customer", 3_590),
            said("M3", "C1", "agent", 57_660),
            said("M4", "C1", "customer", 57_700),
            said("M5", "C1", "agent", 57_720),
            said("M6", "C2", "customer", 0),
            said("M7", "C2", "agent", 100),
        ],
    )


def early_bird(seconds: float) -> World:
    """One who asks and is connected while Q1 is closed, and hears at the second given."""
    return world(
        contacts=[contact("C1", 7_200, None)],
        queues=QUEUES,
        queue_segments=[wait("W1", "C1", 7_200, 7_300, "answered")],
        agent_segments=[spell("G1", "C1", 7_300, None)],
        messages=[said("M1", "C1", "customer", 7_200), said("M2", "C1", "agent", seconds)],
    )


def unheard() -> World:
    """One whom nobody answers."""
    return world(
        contacts=[contact("C1", 0, None)],
        queues=QUEUES,
        queue_segments=[wait("W1", "C1", 0, None, None)],
        messages=[said("M1", "C1", "customer", 0)],
    )


# Answered at the opening, no time has gone by; 1 ms later it is 1 ms.
AT_OPENING = partial(early_bird, OPENS)
PAST_OPENING = partial(early_bird, OPENS + 0.001)

# Middles of the buckets of 1 ms (1), 100 s (582) and 3660 s (764): 1.02**(number - 0.5) ms.
MS1 = 0.00100995049383621
S100 = 100.230496010390
S3660 = 3683.24951404537

PAIR = ((AT_OPENING, "0", "1", 0.0), (PAST_OPENING, "0.001", "1", 0.001))

CASES: dict[str, GoldenCase] = {
    "first_response_time_avg__bh": case(overnight, ("3760", "3", 3760 / 3), *PAIR, unheard),
    # 50 % of 3 is 1.5: the second; 90 % is 2.7: the third.
    "first_response_time_p50__bh": case(
        overnight,
        (None, "3", S100),
        (AT_OPENING, None, "1", 0.0),
        (PAST_OPENING, None, "1", MS1),
        unheard,
    ),
    "first_response_time_p90__bh": case(
        overnight,
        (None, "3", S3660),
        (AT_OPENING, None, "1", 0.0),
        (PAST_OPENING, None, "1", MS1),
        unheard,
    ),
    "first_response_time_any__bh": case(overnight, ("105", "3", 35.0), *PAIR, unheard),
    "first_response_time_from_accept__bh": case(overnight, ("720", "3", 240.0), *PAIR, unheard),
    "response_gap_avg__bh": case(rested, ("240", "3", 80.0), *PAIR, unheard),
    "response_gap_avg_from_last__bh": case(rested, ("190", "3", 190 / 3), *PAIR, unheard),
}
