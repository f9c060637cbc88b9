"""Tickets and their lives: opened, assigned, answered, waited for, solved, reopened, closed."""

from __future__ import annotations

from wallboard.synth.codes import STEPS
from wallboard.synth.config import DAY, EMAIL, HOUR, MINUTE, NONE
from wallboard.synth.state import Centre, Contact

STATUS, ASSIGNMENT, PRIORITY, PUBLIC_REPLY, INTERNAL_NOTE, STEP = range(6)
NEW, OPEN, PENDING, HOLD, SOLVED, CLOSED = range(6)
BY_CUSTOMER, BY_AGENT, BY_BOT, BY_SYSTEM = range(4)


def open_ticket(centre: Centre, at: int, contact: Contact) -> None:
    """Open a ticket for a contact and write its life until the data is taken."""
    rnd = centre.fate.random
    at += int(3 * MINUTE * rnd())
    if at >= centre.horizon:
        return
    number = centre.tickets
    centre.tickets += 1
    by_agent = contact.last is not None and contact.channel != EMAIL and rnd() < 0.8
    merged, spam = NONE, rnd() < 0.015
    recent = centre.open_tickets
    if len(recent) > 5 and rnd() < 0.02:
        merged = recent[int(rnd() * len(recent))][0]
    centre.put["tickets"]((
        number, contact.no, contact.customer, contact.channel, contact.issue, at,
        int(by_agent), merged, int(spam),
    ))  # fmt: skip
    author = BY_AGENT if by_agent else BY_CUSTOMER
    agent = contact.last.code if by_agent and contact.last is not None else NONE
    _event(centre, number, at, STATUS, NEW, agent, author)
    _event(centre, number, at + 500, PRIORITY, int(4 * rnd() ** 1.5), NONE, BY_SYSTEM)
    if spam or merged != NONE:
        _event(centre, number, at + int(HOUR * rnd()) + 1000, STATUS, CLOSED, NONE, BY_SYSTEM)
        return
    recent.append((number, at))
    if len(recent) > 200:
        del recent[:100]
    _life(centre, number, at, contact)


def _life(centre: Centre, number: int, at: int, contact: Contact) -> None:
    rnd = centre.fate.random
    run = contact.last or centre.runs[int(rnd() * len(centre.runs))]
    at += int(MINUTE * (1 + 50 * rnd() ** 3))
    _assign(centre, number, at, run.code, run.team)
    _event(centre, number, at + 1000, STATUS, OPEN, run.code, BY_AGENT)
    steps = 1 + int(rnd() * len(STEPS)) if rnd() < 0.5 else 0
    for step in range(steps):
        at += int(HOUR * (0.05 + 2 * rnd() ** 2))
        handed_over = (number + step) % 10 < 3
        by = centre.runs[(number + 7 * step) % len(centre.runs)] if handed_over else run
        _event(centre, number, at, STEP, step, by.code, BY_SYSTEM if rnd() < 0.3 else BY_AGENT)
    for _round in range(int(3.4 * rnd() ** 2) + 1):
        at += int(HOUR * (0.1 + 5 * rnd() ** 3))
        if rnd() < 0.2:
            _event(centre, number, at - 2000, INTERNAL_NOTE, NONE, run.code, BY_AGENT)
        _event(centre, number, at, PUBLIC_REPLY, NONE, run.code, BY_AGENT)
        lot = rnd()
        if lot < 0.35:
            _event(centre, number, at + 1000, STATUS, PENDING, run.code, BY_AGENT)
            at += int(HOUR * (0.2 + 12 * rnd() ** 2))
            _event(centre, number, at, PUBLIC_REPLY, NONE, NONE, BY_CUSTOMER)
            _event(centre, number, at + 500, STATUS, OPEN, NONE, BY_SYSTEM)
        elif lot < 0.45:
            _event(centre, number, at + 1000, STATUS, HOLD, run.code, BY_AGENT)
            at += int(HOUR * (1 + 20 * rnd() ** 2))
            _event(centre, number, at, STATUS, OPEN, run.code, BY_AGENT)
    for _attempt in range(2):
        at += int(HOUR * (0.02 + 0.5 * rnd()))
        _event(centre, number, at, STATUS, SOLVED, run.code, BY_AGENT)
        if rnd() >= 0.06:
            break
        at += int(DAY * (0.1 + 2 * rnd()))
        _event(centre, number, at, PUBLIC_REPLY, NONE, NONE, BY_CUSTOMER)
        _event(centre, number, at + 500, STATUS, OPEN, NONE, BY_SYSTEM)
        other = centre.runs[int(rnd() * len(centre.runs))]
        _assign(centre, number, at + 2 * MINUTE, other.code, other.team)
        _event(centre, number, at + 5 * MINUTE, PUBLIC_REPLY, NONE, other.code, BY_AGENT)
        at += 10 * MINUTE
    else:
        at += HOUR
        _event(centre, number, at, STATUS, SOLVED, run.code, BY_AGENT)
    _event(centre, number, at + 4 * DAY, STATUS, CLOSED, NONE, BY_SYSTEM)


def _assign(centre: Centre, number: int, at: int, agent: int, team: int) -> None:
    if at < centre.horizon:
        centre.put["ticket_events"](
            (number, at, ASSIGNMENT, NONE, NONE, agent, team, BY_SYSTEM, NONE, 1)
        )


def _event(
    centre: Centre, number: int, at: int, kind: int, what: int, agent: int, author: int
) -> None:
    """Write an event unless it lies after the moment the data is taken."""
    if at >= centre.horizon:
        return
    status = what if kind == STATUS else NONE
    priority = what if kind == PRIORITY else NONE
    step = what if kind == STEP else NONE
    centre.put["ticket_events"]((
        number, at, kind, status, priority, agent, NONE, author, step, int(author == BY_SYSTEM),
    ))  # fmt: skip
