"""When contacts arrive: an inhomogeneous Poisson process, hour by hour."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from wallboard.synth.clock import Clock
from wallboard.synth.config import CHANNELS, ISSUES, Config

WEEKDAY = (1.18, 1.10, 1.04, 1.02, 1.06, 0.84, 0.76)
HOLIDAYS = {(1, 1): 0.45, (5, 1): 0.6, (10, 1): 0.5, (10, 2): 0.55, (10, 3): 0.6}
_MORNING = (8, 5, 3, 3, 4, 8, 18, 40, 78, 104, 112, 100)
_EVENING = (82, 88, 98, 100, 94, 84, 74, 68, 60, 46, 28, 14)
HOURS = np.array(_MORNING + _EVENING, dtype=float) / sum(_MORNING + _EVENING)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One arriving contact; ``customer`` is -1 when nobody was identified."""

    at: int
    channel: int
    customer: int
    issue: int


def day_factor(day: date) -> float:
    """Return how busy a day is against an ordinary one."""
    season = 1 + 0.15 * math.sin(2 * math.pi * (day.timetuple().tm_yday - 60) / 365.25)
    return WEEKDAY[day.weekday()] * season * HOLIDAYS.get((day.month, day.day), 1.0)


def day_means(clock: Clock, contacts: float) -> list[float]:
    """Return the expected contacts of each day; together they are ``contacts``."""
    factors = [day_factor(clock.day(number)) for number in range(clock.days)]
    return [contacts * factor / sum(factors) for factor in factors]


def hour_means(day_mean: float, config: Config) -> npt.NDArray[np.float64]:
    """Return expected contacts by channel (rows) and hour of the day (columns)."""
    return np.outer(np.array(config.mix), HOURS) * day_mean


def arrivals_of(
    rng: np.random.Generator,
    clock: Clock,
    number: int,
    day_mean: float,
    customers: int,
    config: Config,
) -> list[Arrival]:
    """Return the arrivals of one day in order of time."""
    mood = rng.gamma(400.0, 1 / 400.0)  # days differ a little more than Poisson allows
    counts = rng.poisson(hour_means(day_mean * mood, config))
    hours = np.array([clock.at(number, hour) for hour in range(25)])
    channel = np.repeat(np.arange(len(CHANNELS)), counts.sum(axis=1))
    hour = np.concatenate([np.repeat(np.arange(24), row) for row in counts])
    share = rng.random(len(hour))
    at = hours[hour] + (share * (hours[hour + 1] - hours[hour])).astype(np.int64)
    # A few customers write often and most of them once: a power of a uniform number.
    customer = (customers * rng.random(len(hour)) ** 1.5).astype(np.int64)
    customer[rng.random(len(hour)) < config.unknown_customer] = -1
    issue = (len(ISSUES) * rng.random(len(hour)) ** 1.7).astype(np.int64)
    order = np.lexsort((channel, at))
    columns = (at[order], channel[order], customer[order], issue[order])
    return [Arrival(*row) for row in zip(*(c.tolist() for c in columns), strict=True)]
