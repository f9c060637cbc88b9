"""Business hours: the slots against known days, changes of the clocks and a walk over the days."""

from __future__ import annotations

from datetime import date
from random import Random
from zoneinfo import ZoneInfo

import pytest

from oracle import opening
from oracle.opening import DAY, Calendar, Hours, open_between
from warehouse.opening_clock import OpeningClock, at

HOUR = 3_600_000
ZONES = ("Asia/Shanghai", "America/New_York", "Europe/London", "Asia/Jerusalem")
FIRST, LAST = at("2024-01-01T00:00+00:00"), at("2024-12-31T00:00+00:00")


@pytest.fixture(scope="module")
def clock() -> OpeningClock:
    return OpeningClock(FIRST, LAST, [(zone, zone) for zone in ZONES])


@pytest.mark.parametrize(
    ("calendar_id", "day", "hours"),
    [
        ("24x7", "2024-02-10T00:00+00:00", 24),
        ("cn_office", "2024-02-09T00:00+08:00", 7.5),
        ("cn_office", "2024-02-10T00:00+08:00", 0),  # Spring Festival, a Saturday
        ("cn_office", "2024-02-12T00:00+08:00", 0),  # Spring Festival, a Monday
        ("cn_office", "2024-02-04T00:00+08:00", 7.5),  # a Sunday worked instead
        ("cn_office", "2024-10-12T00:00+08:00", 7.5),  # a Saturday worked instead
        ("cn_office", "2024-10-13T00:00+08:00", 0),  # a Sunday
        ("us_east", "2024-07-04T00:00-04:00", 0),
        ("us_east", "2024-07-05T00:00-04:00", 12),
        ("us_east", "2024-07-06T00:00-04:00", 4),
        ("gb_office", "2024-12-26T00:00+00:00", 0),
        ("il_office", "2024-05-05T00:00+03:00", 9),  # a Sunday
        ("il_office", "2024-05-03T00:00+03:00", 0),  # a Friday
        ("nobody's", "2024-02-10T00:00+00:00", 24),
        (None, "2024-02-10T00:00+00:00", 24),
    ],
)
def test_a_day_is_open_as_long_as_its_calendar_says(
    clock: OpeningClock, calendar_id: str | None, day: str, hours: float
) -> None:
    assert clock.ask([(calendar_id, at(day), at(day) + DAY)]) == [hours * HOUR]


@pytest.mark.parametrize(
    ("zone", "day", "next_day", "hours"),
    [
        ("Asia/Shanghai", "2024-03-10T00:00+08:00", "2024-03-11T00:00+08:00", 24),
        ("America/New_York", "2024-03-09T00:00-05:00", "2024-03-10T00:00-05:00", 24),
        ("America/New_York", "2024-03-10T00:00-05:00", "2024-03-11T00:00-04:00", 23),
        ("America/New_York", "2024-11-03T00:00-04:00", "2024-11-04T00:00-05:00", 25),
        ("Europe/London", "2024-03-31T00:00+00:00", "2024-04-01T00:00+01:00", 23),
        ("Europe/London", "2024-10-27T00:00+01:00", "2024-10-28T00:00+00:00", 25),
        ("Asia/Jerusalem", "2024-03-29T00:00+02:00", "2024-03-30T00:00+03:00", 23),
        ("Asia/Jerusalem", "2024-10-27T00:00+03:00", "2024-10-28T00:00+02:00", 25),
    ],
)
def test_a_day_has_23_or_25_hours_when_clocks_change(
    clock: OpeningClock, zone: str, day: str, next_day: str, hours: int
) -> None:
    assert clock.ask([(zone, at(day), at(next_day))]) == [hours * HOUR]


# New York's evening line is open from midnight to two; at two the clocks go on to three.
@pytest.mark.parametrize(
    ("day", "next_day", "hours"),
    [
        ("2024-03-09T00:00-05:00", "2024-03-10T00:00-05:00", 10),
        ("2024-03-10T00:00-05:00", "2024-03-11T00:00-04:00", 10),
        ("2024-11-03T00:00-04:00", "2024-11-04T00:00-05:00", 11),
    ],
)
def test_the_hour_that_comes_twice_is_open_twice(
    clock: OpeningClock, day: str, next_day: str, hours: int
) -> None:
    assert clock.ask([("us_evening", at(day), at(next_day))]) == [hours * HOUR]


# Shanghai, Tuesday: open from 09:00 to 12:00 and from 13:30 to 18:00.
OPENS, PAUSES, CLOSES = (at(f"2024-05-07T{time}+08:00") for time in ("09:00", "12:00", "18:00"))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (OPENS - 1, OPENS, 0),
        (OPENS - 1, OPENS + 1, 1),
        (OPENS, OPENS + 1, 1),
        (PAUSES - 1, PAUSES, 1),
        (PAUSES - 1, PAUSES + 1, 1),
        (PAUSES, PAUSES + 1, 0),
        (CLOSES - 1, CLOSES + DAY, 1 + 27_000_000),
        (CLOSES, CLOSES + DAY, 27_000_000),
        (OPENS, OPENS, 0),
        (OPENS + 5_000, OPENS, 0),
        (OPENS, None, None),
    ],
)
def test_opening_and_closing_are_sharp(
    clock: OpeningClock, start: int, end: int | None, expected: int | None
) -> None:
    assert clock.ask([("cn_office", start, end)]) == [expected]


def test_slots_agree_with_a_walk_over_the_days(clock: OpeningClock) -> None:
    rnd = Random(11)
    always = tuple(Hours(day, 0, DAY, date.min, None) for day in range(1, 8))
    known = opening.calendars() | {zone: Calendar(ZoneInfo(zone), always, {}) for zone in ZONES}
    asked = []
    for _ in range(2_000):
        start = rnd.choice((rnd.randrange(FIRST, LAST), rnd.randrange(FIRST, LAST, HOUR // 4)))
        length = rnd.choice((rnd.randrange(DAY), rnd.randrange(0, 20 * DAY, HOUR // 4)))
        asked.append((rnd.choice(sorted(known)), start, min(start + length, LAST)))
    found = clock.ask(asked)
    assert found == [open_between(known[name], start, end) for name, start, end in asked]
    for (name, start, end), open_ms in zip(asked, found, strict=True):
        assert open_ms is not None
        assert 0 <= open_ms <= end - start
        if name in ("24x7", *ZONES):
            assert open_ms == end - start


def test_every_slot_lies_between_its_neighbours(clock: OpeningClock) -> None:
    uneven = clock.connection.execute(
        "select count(*) from (select open_ms_before + case when is_open then 900000 else 0 end "
        "<> lead(open_ms_before) over ordered or slot_starts_at + interval 15 minute "
        "<> lead(slot_starts_at) over ordered as is_uneven from dim_calendar_slot "
        "window ordered as (partition by calendar_id order by slot_starts_at)) where is_uneven"
    ).fetchone()
    assert uneven == (0,)
