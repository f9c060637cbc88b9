"""Golden cases of the queue KPIs, worked by hand.

Voice, no queue version: threshold 20 s, short-abandon limit 5 s.
"""

from __future__ import annotations

from functools import partial

from .golden_rows import GoldenCase, at, case, nothing, wait, world
from .rows import RawRow, World


def waits(*entries: tuple[str | None, float | None, str | None]) -> World:
    """One inbound call an entry: (outcome, seconds waited or None, customer)."""
    calls: list[RawRow] = []
    segments: list[RawRow] = []
    for number, (outcome, seconds, customer) in enumerate(entries):
        start = 10.0 + number
        calls.append(
            {
                "contact_id": f"C{number}",
                "source_system": "golden",
                "channel": "voice",
                "direction": "inbound",
                "customer_id": customer,
                "started_at": at(start),
            }
        )
        end = None if seconds is None else start + seconds
        segments.append(wait(f"W{number}", f"C{number}", start, end, outcome))
    return world(contacts=calls, queue_segments=segments)


def day() -> World:
    """Nine entries.

    answered: 0, 10, 20, 30 s = 60 s, three of them within 20 s; abandoned: 4, 15, 40 s = 59 s,
    two within 20 s, one of these short; one overflow after 12 s; one still open.
    offered 9, closed 8, base 4 + 3 = 7, waits 119 s.
    Known customers: P1 answered and abandoned, P2 abandoned, P3 answered.
    """
    return waits(
        ("answered", 0, "P1"),
        ("answered", 10, "P3"),
        ("answered", 20, None),
        ("answered", 30, None),
        ("abandoned", 4, "P1"),
        ("abandoned", 15, "P2"),
        ("abandoned", 40, None),
        ("overflow", 12, None),
        ("open", None, "P4"),
    )


def two(outcome: str, seconds: float, other: str, other_seconds: float) -> World:
    """Two calls of two known customers."""
    return waits((outcome, seconds, "P1"), (other, other_seconds, "P2"))


def ten(outcome: str, long: int) -> World:
    """Ten calls; ``long`` of them waited 40 s, the others nothing."""
    return waits(*((outcome, 40.0 if number < long else 0.0, None) for number in range(10)))


# Exactly at the threshold of 20 s, and 1 ms past it.
AT_T = partial(two, "answered", 20.0, "abandoned", 30.0)
PAST_T = partial(two, "answered", 20.001, "abandoned", 30.0)
AT_T_FLOW = partial(two, "answered", 20.0, "overflow", 30.0)
PAST_T_FLOW = partial(two, "answered", 20.001, "overflow", 30.0)
LOST_AT_T = partial(two, "abandoned", 20.0, "answered", 1.0)
LOST_PAST_T = partial(two, "abandoned", 20.001, "answered", 1.0)
# Exactly at the short-abandon limit of 5 s, and 1 ms past it.
AT_SHORT = partial(two, "abandoned", 5.0, "answered", 1.0)
PAST_SHORT = partial(two, "abandoned", 5.001, "answered", 1.0)
# An end 5 s before the start counts as no wait, 1 ms more and the row is rejected.
SKEW_ANSWERED = partial(two, "answered", -5.0, "abandoned", 10.0)
SKEW_ANSWERED_PAST = partial(two, "answered", -5.001, "abandoned", 10.0)
SKEW_BOTH_ANSWERED = partial(two, "answered", -5.0, "answered", 10.0)
SKEW_BOTH_ANSWERED_PAST = partial(two, "answered", -5.001, "answered", 10.0)
SKEW_ABANDONED = partial(two, "abandoned", -5.0, "answered", 10.0)
SKEW_ABANDONED_PAST = partial(two, "abandoned", -5.001, "answered", 10.0)
SKEW_BOTH_ABANDONED = partial(two, "abandoned", -5.0, "abandoned", 10.0)
SKEW_BOTH_ABANDONED_PAST = partial(two, "abandoned", -5.001, "abandoned", 10.0)
# Not queued at all, and queued for 1 ms.
NO_WAIT = partial(two, "answered", 0.0, "abandoned", 10.0)
SOME_WAIT = partial(two, "answered", 0.001, "abandoned", 10.0)
STILL_OPEN = partial(waits, ("answered", None, "P1"), ("open", 3.0, None), (None, 3.0, None))
ONLY_LOST = partial(waits, ("abandoned", 10.0, None))
ONLY_FLOW = partial(waits, ("voicemail", 10.0, None))
ONLY_SHORT = partial(waits, ("abandoned", 3.0, None))
ONLY_AT_ONCE = partial(waits, ("answered", 0.0, None))

# Buckets of 1.02**k ms: 30 000 ms lies in bucket 521 with middle 1.02**520.5 = 29 949.49 ms,
# 40 000 ms in bucket 536 with middle 1.02**535.5 = 40 308.07 ms.
S30 = 29.9494879827092
S40 = 40.3080676249473

CASES: dict[str, GoldenCase] = {
    # 3 of 7; then 1 of 2 and 0 of 2.
    "service_level": case(
        day, ("3", "7", 3 / 7), (AT_T, "1", "2", 0.5), (PAST_T, "0", "2", 0.0), STILL_OPEN
    ),
    # 3 of the 4 answered.
    "service_level_answered_only": case(
        day, ("3", "4", 0.75), (AT_T, "1", "1", 1.0), (PAST_T, "0", "1", 0.0), ONLY_LOST
    ),
    # Base 7 less the 2 abandoned within 20 s.
    "service_level_excl_abandon_in_t": case(
        day, ("3", "5", 0.6), (LOST_AT_T, "1", "1", 1.0), (LOST_PAST_T, "1", "2", 0.5), ONLY_SHORT
    ),
    # Base 7 less the 1 short abandon.
    "service_level_excl_short": case(
        day, ("3", "6", 0.5), (AT_SHORT, "1", "1", 1.0), (PAST_SHORT, "1", "2", 0.5), ONLY_SHORT
    ),
    # 3 answered and 2 abandoned within 20 s, of 7.
    "service_level_abandon_positive": case(
        day,
        ("5", "7", 5 / 7),
        (LOST_AT_T, "2", "2", 1.0),
        (LOST_PAST_T, "1", "2", 0.5),
        STILL_OPEN,
    ),
    # Base 7 and 1 overflow.
    "service_level_incl_flowout": case(
        day,
        ("3", "8", 0.375),
        (AT_T_FLOW, "1", "2", 0.5),
        (PAST_T_FLOW, "0", "2", 0.0),
        STILL_OPEN,
    ),
    "answer_rate": case(
        day,
        ("4", "8", 0.5),
        (SKEW_ANSWERED, "1", "2", 0.5),
        (SKEW_ANSWERED_PAST, "0", "1", 0.0),
        STILL_OPEN,
    ),
    "abandonment_rate": case(
        day,
        ("3", "8", 0.375),
        (SKEW_ABANDONED, "1", "2", 0.5),
        (SKEW_ABANDONED_PAST, "0", "1", 0.0),
        STILL_OPEN,
    ),
    # (3 - 1) of (8 - 1).
    "abandonment_rate_excl_short": case(
        day,
        ("2", "7", 2 / 7),
        (AT_SHORT, "0", "1", 0.0),
        (PAST_SHORT, "1", "2", 0.5),
        ONLY_SHORT,
    ),
    # P1 and P2 of P1, P2, P3; P4 still waits.
    "customer_abandonment_rate": case(
        day,
        ("2", "3", 2 / 3),
        (SKEW_ABANDONED, "1", "2", 0.5),
        (SKEW_ABANDONED_PAST, "0", "1", 0.0),
        ONLY_LOST,
    ),
    "asa": case(
        day,
        ("60", "4", 15.0),
        (SKEW_BOTH_ANSWERED, "10", "2", 5.0),
        (SKEW_BOTH_ANSWERED_PAST, "10", "1", 10.0),
        ONLY_LOST,
    ),
    "asa_total_wait": case(
        day,
        ("119", "4", 29.75),
        (SKEW_ANSWERED, "10", "1", 10.0),
        (SKEW_ANSWERED_PAST, "10", "0", None),
        (ONLY_LOST, "10", "0"),
    ),
    # 90 % of 4 is 3.6: the fourth, 30 s. Of ten, the ninth: 0 s if one is long, else 40 s.
    "wait_p90": case(
        day,
        (None, "4", S30),
        (partial(ten, "answered", 1), None, "10", 0.0),
        (partial(ten, "answered", 2), None, "10", S40),
        ONLY_LOST,
    ),
    # 90 % of 7 is 6.3: the seventh, 40 s.
    "wait_p90_all": case(
        day,
        (None, "7", S40),
        (partial(ten, "abandoned", 1), None, "10", 0.0),
        (partial(ten, "abandoned", 2), None, "10", S40),
        ONLY_FLOW,
    ),
    "avg_queue_time": case(
        day,
        ("119", "7", 17.0),
        (SKEW_ANSWERED, "10", "2", 5.0),
        (SKEW_ANSWERED_PAST, "10", "1", 10.0),
        ONLY_FLOW,
    ),
    # One of the seven was answered at once.
    "avg_queue_time_queued_only": case(
        day,
        ("119", "6", 119 / 6),
        (NO_WAIT, "10", "1", 10.0),
        (SOME_WAIT, "10.001", "2", 5.0005),
        ONLY_AT_ONCE,
    ),
    "avg_abandon_time": case(
        day,
        ("59", "3", 59 / 3),
        (SKEW_BOTH_ABANDONED, "10", "2", 5.0),
        (SKEW_BOTH_ABANDONED_PAST, "10", "1", 10.0),
        ONLY_AT_ONCE,
    ),
    # All closed ones but the one answered at once.
    "queue_placement_rate": case(
        day, ("7", "8", 0.875), (NO_WAIT, "1", "2", 0.5), (SOME_WAIT, "2", "2", 1.0), STILL_OPEN
    ),
    "call_volume": case(
        day,
        ("9", None, 9.0),
        (SKEW_ANSWERED, "2", None, 2.0),
        (SKEW_ANSWERED_PAST, "1", None, 1.0),
        nothing,
    ),
}
