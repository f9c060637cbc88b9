"""Nasty things about opening hours: odd calendars, and answers that come when all is closed."""

from __future__ import annotations

from random import Random

from .instants import BASES, text
from .rows import World

# Worlds lie around a Sunday on which New York's clocks change at two, when the evening line closes.
CALENDARS = (
    "us_evening",
    "us_evening",
    "us_east",
    "cn_daily",
    "cn_office",
    "24x7",
    "nobody's",
    None,
)
STEPS = (0, 1, -1, 900_000, 899_999, 3_600_000, 28_800_000)


def rest_overnight(rnd: Random, world: World) -> None:
    """Move some messages to instants at which calendars open, close or change their clocks."""
    for message in world["messages"]:
        if rnd.random() < 0.1:
            message["sent_at"] = text(rnd, rnd.choice(BASES) + rnd.choice(STEPS))
