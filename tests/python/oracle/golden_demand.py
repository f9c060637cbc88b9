"""Golden cases of half hours, rings, trunks and the usual volume, worked by hand.

Voice, no queue version: threshold 20 s; 80 % of a half hour's entries must be answered in time.
"""

from __future__ import annotations

from functools import partial

from .golden_rows import DAY, GoldenCase, at, case, contact, nothing, wait, world
from .rows import RawRow, World

HALF_HOUR = 1800.0


def entries(*rows: tuple[float, str, float]) -> World:
    """One inbound call of queue Q1 a row: (entered, outcome, seconds waited)."""
    return world(
        contacts=[contact(f"C{n}", row[0], None, channel="voice") for n, row in enumerate(rows)],
        queue_segments=[
            wait(f"W{n}", f"C{n}", start, start + seconds, outcome)
            for n, (start, outcome, seconds) in enumerate(rows)
        ],
    )


def morning() -> World:
    """Four half hours: 1 of 2 in time; 4 of 5, which is 80 %; only an overflow; 2 of 2.

    The third has no service level: 2 of 3.
    """
    return entries(
        (0, "answered", 20.0),
        (1, "answered", 25.0),
        *[(HALF_HOUR + n, "answered", 5.0) for n in range(4)],
        (HALF_HOUR + 9, "abandoned", 5.0),
        (2 * HALF_HOUR, "overflow", 5.0),
        (3 * HALF_HOUR, "answered", 5.0),
        (3 * HALF_HOUR, "answered", 5.0),
    )


def lost(second: float) -> World:
    """One answered at once on the half hour, and one lost later."""
    return entries((0, "answered", 0.0), (second, "abandoned", 1.0))


def offers(*seconds: float) -> World:
    """Offers at these seconds after 09:00."""
    return entries(*((second, "answered", 0.0) for second in seconds))


def uneven() -> World:
    """4, 0 and 2 offers in three half hours, and 1 offer to another queue.

    n 3, sum 6, squares 20: the root of 3 x 20 - 36 = 24 is 4.899; of 7 offers in all.
    """
    day = offers(0, 1, 2, 3, 2 * HALF_HOUR, 2 * HALF_HOUR)
    day["contacts"].append(contact("D", channel="voice"))
    day["queue_segments"].append(wait("D", "D", 0, 1, "answered") | {"queue_id": "Q2"})
    return day


def rung(*rings: tuple[str, str | None, str | None]) -> World:
    """One call a ring: (outcome, ring_count, ring_seconds)."""
    day = entries(*((10.0 * n, ring[0], 5.0) for n, ring in enumerate(rings)))
    for segment, (_, count, seconds) in zip(day["queue_segments"], rings, strict=True):
        segment["ring_count"], segment["ring_seconds"] = count, seconds
    return day


def rings() -> World:
    """2 rings, 12 s / 5 s = 2.4, 3 (the count goes before the time): 7.4 over 3 known."""
    return rung(
        ("answered", "2", None),
        ("answered", None, "12"),
        ("answered", "3", "100"),
        ("answered", None, None),
        ("abandoned", "9", "45"),
    )


def trunks(*intervals: tuple[int, int]) -> World:
    """One half hour an interval: (attempts, blocked)."""
    return world(
        trunk_intervals=[
            {
                "interval_start": at(n * HALF_HOUR),
                "interval_seconds": "1800",
                "attempts": str(attempts),
                "blocked": str(blocked),
            }
            for n, (attempts, blocked) in enumerate(intervals)
        ]
    )


def mondays(*contacts: int) -> World:
    """So many contacts on one Monday after another."""
    rows: list[RawRow] = []
    for week, count in enumerate(contacts):
        rows += [contact(f"C{week}-{n}", week * 7 * DAY, None) for n in range(count)]
    return world(contacts=rows)


# 100 + 50 + 10 tried, 3 + 0 + 10 blocked: the 12 of the last are 10.
TRUNKS = partial(trunks, (100, 3), (50, 0), (10, 12))
# All that was tried was blocked; then one more was blocked than tried.
ALL_BLOCKED = partial(trunks, (10, 10), (2, 0))
MORE_BLOCKED = partial(trunks, (9, 10), (2, 0))
NO_ATTEMPT = partial(trunks, (0, 1))
# (2 + 4 + 4 + 6) / 4 = 4 are usual, 5 came.
FIVE_WEEKS = partial(mondays, 2, 4, 4, 6, 5)
FOUR_BEHIND = partial(mondays, 1, 1, 1, 1, 2)
THREE_BEHIND = partial(mondays, 1, 1, 1, 2)

CASES: dict[str, GoldenCase] = {
    # The last millisecond of the half hour, and the first of the next.
    "service_level_interval_attainment": case(
        morning,
        ("2", "3", 2 / 3),
        (partial(lost, HALF_HOUR - 0.001), "0", "1", 0.0),
        (partial(lost, HALF_HOUR), "1", "2", 0.5),
        partial(entries, (0, "overflow", 5.0)),
    ),
    "trunk_connect_rate": case(
        TRUNKS,
        ("147", "160", 147 / 160),
        (ALL_BLOCKED, "2", "12", 2 / 12),
        (MORE_BLOCKED, "2", "11", 2 / 11),
        NO_ATTEMPT,
    ),
    "blocked_rate": case(
        TRUNKS,
        ("13", "160", 13 / 160),
        (ALL_BLOCKED, "10", "12", 10 / 12),
        (MORE_BLOCKED, "9", "11", 9 / 11),
        NO_ATTEMPT,
    ),
    "call_attempts": case(
        TRUNKS,
        ("160", None, 160.0),
        (ALL_BLOCKED, "12", None, 12.0),
        (MORE_BLOCKED, "11", None, 11.0),
        nothing,
    ),
    # 5.004 s are 1.0008 rings, cut to 1; 5.005 s are 1.001.
    "avg_ring_count": case(
        rings,
        ("7.4", "3", 7.4 / 3),
        (partial(rung, ("answered", None, "5.004")), "1", "1", 1.0),
        (partial(rung, ("answered", None, "5.005")), "1.001", "1", 1.001),
        partial(rung, ("answered", None, None), ("abandoned", "3", None)),
    ),
    "volume_trend": case(
        FIVE_WEEKS,
        ("1", "4", 0.25),
        (FOUR_BEHIND, "1", "1", 1.0),
        (THREE_BEHIND, None, None, None),
        nothing,
    ),
    "volume_change": case(
        FIVE_WEEKS,
        ("1", None, 1.0),
        (partial(mondays, 4, 4, 4, 4, 1), "-3", None, -3.0),
        (partial(mondays, 4, 4, 4, 1), None, None, None),
        nothing,
    ),
    # Three offers in one half hour; then 2 and 1 in two: the root of 2 x 5 - 9 is 1.
    "volume_volatility": case(
        uneven,
        ("4.899", "7", 4.899 / 7),
        (partial(offers, 0, 1, HALF_HOUR - 0.001), "0", "3", 0.0),
        (partial(offers, 0, 1, HALF_HOUR), "1", "3", 1 / 3),
        nothing,
    ),
}
