"""The small pool of instants that nasty worlds use, in milliseconds since 1970-01-01 UTC."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from random import Random

DAY = 86_400_000
# 2024-03-10 00:00 UTC; at 07:00 UTC of this day New York goes over to daylight saving time.
SUNDAY = 1_710_028_800_000

# Midnights of UTC, Shanghai (16:00 UTC) and New York (05:00, then 04:00 UTC), the change of
# the clocks, and plain working hours.
BASES = (
    SUNDAY - DAY + 36_000_000,
    SUNDAY - DAY + 36_020_000,
    SUNDAY - DAY + 16 * 3_600_000,
    SUNDAY,
    SUNDAY - 1,
    SUNDAY + 5 * 3_600_000,
    SUNDAY + 7 * 3_600_000,
    SUNDAY + 36_000_000,
    SUNDAY + 16 * 3_600_000 - 1,
    SUNDAY + DAY,
    SUNDAY + DAY + 4 * 3_600_000,
    SUNDAY + DAY + 36_000_000,
)

# Steps in time at and around the thresholds and the tolerance.
NEAR = (
    0,
    0,
    1,
    -1,
    5_000,
    5_001,
    4_999,
    20_000,
    20_001,
    19_999,
    60_000,
    60_001,
    59_999,
    -5_000,
    -5_001,
    180_000,
    180_001,
    1_000,
)
FAR = (3_600_000, 1_800_000, DAY, DAY + 1, DAY - 1, 14_400_000, 300_000, 2 * DAY)


def pick(rnd: Random, pool: Sequence[int]) -> int:
    """One instant of a pool; the first ones more often, so that they meet."""
    return pool[min(rnd.randrange(len(pool)), rnd.randrange(len(pool)))]


def text(rnd: Random, at: int) -> str:
    """ISO 8601 in one of several forms; the last one hides microseconds that must be cut."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)
    form = rnd.randrange(10)
    if form == 0:
        return moment.astimezone(timezone(timedelta(hours=8))).isoformat(timespec="milliseconds")
    if form == 1:
        return (moment + timedelta(microseconds=999)).isoformat(timespec="microseconds")
    if form == 2:
        return moment.isoformat(sep=" ", timespec="milliseconds")
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
