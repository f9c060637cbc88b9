"""Planned shifts: which agent works when, with breaks, meals, meetings and training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from wallboard.synth.clock import Clock
from wallboard.synth.config import HOUR, MINUTE
from wallboard.synth.staffing import Agent

ON_QUEUE, BREAK, MEAL, MEETING, TRAINING = range(5)
STARTS = (8.0, 13.0, 8.0, 12.0, 9.0, 13.0, 8.0, 12.5)  # hour, turn by turn
OFFICE_STARTS = (8.0, 9.0)  # mail is answered in the daytime only
MAIL_TEAM = 5
LENGTH = 9.0  # hours, the meal included
DAYS_OFF = ((5, 6), (1, 2), (6, 0), (2, 3), (5, 6), (4, 5), (1, 3))  # weekdays, Monday is 0


@dataclass(frozen=True, slots=True)
class Block:
    """A planned spell of one activity."""

    starts_at: int
    ends_at: int
    activity: int

    def __post_init__(self) -> None:
        if self.starts_at >= self.ends_at:
            raise ValueError("a block ends after it starts")


def works_on(agent: Agent, day: int, weekday: int) -> bool:
    """Whether the agent has a shift on a day."""
    return agent.employed_on(day) and weekday not in DAYS_OFF[agent.number % len(DAYS_OFF)]


def plan(rng: Random, agent: Agent, clock: Clock, day: int) -> list[Block]:
    """Return the blocks of one shift, in order and without a gap."""
    starts = OFFICE_STARTS if agent.team_on(day) == MAIL_TEAM else STARTS
    start = clock.at(day, starts[(agent.number + day // 7) % len(starts)])
    end = start + round(LENGTH * HOUR)
    away = [
        (start + 2 * HOUR + rng.randint(0, 2) * 10 * MINUTE, 15 * MINUTE, BREAK),
        (start + 4 * HOUR + rng.randint(0, 3) * 15 * MINUTE, HOUR, MEAL),
        (start + 7 * HOUR + rng.randint(0, 2) * 10 * MINUTE, 15 * MINUTE, BREAK),
    ]
    lot = rng.random()
    if lot < 0.10:
        away.insert(0, (start + HOUR, 30 * MINUTE, MEETING))
    elif lot < 0.16:
        away.insert(2, (start + 6 * HOUR, 45 * MINUTE, TRAINING))
    return list(_filled(start, end, sorted(away)))


def _filled(start: int, end: int, away: list[tuple[int, int, int]]) -> Iterator[Block]:
    for at, length, activity in away:
        yield Block(start, at, ON_QUEUE)
        yield Block(at, at + length, activity)
        start = at + length
    yield Block(start, end, ON_QUEUE)
