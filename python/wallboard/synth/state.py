"""The state of the running simulation. All times are instants in milliseconds."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from heapq import heappush
from random import Random
from typing import Any

from wallboard.synth.clock import Clock
from wallboard.synth.config import NONE, QUEUES, TEAMS, Config
from wallboard.synth.knowledge import Article
from wallboard.synth.staffing import Agent
from wallboard.synth.writing import Phrases

# Kinds of events; world.py holds the function of each.
(JOIN, CONNECT, DISCONNECT, WRAPPED, DEADLINE, OFFER, SPILL, LOGIN, AWAY, BACK, LOGOUT, CLOSE,
 CALL_BACK, AGAIN, DIAL, NO_ANSWER, FINISH) = range(17)  # fmt: skip
OFFLINE, AVAILABLE, HANDLING, WRAPPING = -1, 0, 1, 2
OTHER = 7
LEAVE = 99  # the wish to log out


@dataclass(slots=True, eq=False)
class AgentRun:
    """An agent at work. ``load`` counts seats taken: ringing, open and in wrap-up."""

    agent: Agent
    code: int
    team: int = 0
    tier: int = 0
    limit: int = 1
    pace: float = 1.0
    on: bool = False
    wish: int = NONE
    wish_length: int = 0
    away: int = NONE
    load: int = 0
    open: int = 0
    wrapping: int = 0
    dialling: int = 0
    state: int = OFFLINE
    since: int = 0


@dataclass(slots=True, eq=False)
class Contact:
    """A conversation in progress; ``bot`` is its row of ``bot_sessions`` until it is written."""

    no: int
    channel: int
    direction: int
    customer: int
    issue: int
    started: int
    queue: int
    site: int
    language: int
    parent: int = NONE
    hops: int = 0
    wait: int = 0
    upset: bool = False
    bot: list[int] | None = None
    last: AgentRun | None = None
    entry: Entry | None = None
    segment: Segment | None = None


@dataclass(slots=True, eq=False)
class Entry:
    """A wait in one queue; ``queue`` is -1 for a call that agents make themselves."""

    contact: Contact
    queue: int
    entered: int
    waiting: bool = True
    ring: int = NONE
    rings: int = NONE
    dial: int = NONE


@dataclass(frozen=True, slots=True)
class Plan:
    """How a handling spell goes; codes as in codes.py."""

    end: int
    hold: int
    holds: int
    wrap: int
    transfer: int
    by: int
    ended_by: int


@dataclass(slots=True, eq=False)
class Segment:
    """A handling spell in progress; ``switch`` is the time between systems, -1 if not measured."""

    contact: Contact
    run: AgentRun
    entry: Entry
    started: int
    plan: Plan
    switch: int


@dataclass(slots=True, eq=False)
class Centre:
    """Everything that the event functions share."""

    config: Config
    clock: Clock
    horizon: int
    put: dict[str, Callable[[Iterable[int]], None]]
    runs: list[AgentRun]
    phrases: Phrases
    articles: list[Article]
    rng: Random
    text: Random
    fate: Random
    tools: Random
    customers: int
    customer_code: int
    bot_code: int
    heap: list[tuple[int, int, int, Any]] = field(default_factory=list)
    serial: int = 0
    contacts: int = 0
    bots: int = 0
    tickets: int = 0
    opinions: int = 0
    opens: int = 0
    closes: int = 0
    duty: list[list[AgentRun]] = field(default_factory=lambda: [[] for _ in TEAMS])
    waiting: list[deque[Entry]] = field(default_factory=lambda: [deque() for _ in QUEUES])
    length: list[int] = field(default_factory=lambda: [0] * len(QUEUES))
    live: dict[int, Contact] = field(default_factory=dict)
    appeal: list[float] = field(default_factory=list)
    attempts: dict[tuple[int, int], int] = field(default_factory=dict)
    open_tickets: list[tuple[int, int]] = field(default_factory=list)

    begun: dict[str, bool] = field(default_factory=dict)

    def first(self, what: str) -> bool:
        """Return true once for each thing, so that the smallest world has one of it."""
        if what in self.begun:
            return False
        self.begun[what] = True
        return True

    def push(self, at: int, kind: int, what: Any) -> None:
        """Add an event; events of the same instant happen in the order they were added."""
        self.serial += 1
        heappush(self.heap, (at, self.serial, kind, what))
