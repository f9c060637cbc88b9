"""Queues that queue: waiting, giving up, flowing out, and being given to an agent."""

from __future__ import annotations

from wallboard.synth import draws
from wallboard.synth.bot import leave_note
from wallboard.synth.closing import finish
from wallboard.synth.config import (
    ABANDONED,
    CALLBACK,
    CALLBACK_REQUESTED,
    CUSTOMER,
    EMAIL,
    HOUR,
    INBOUND,
    MINUTE,
    NONE,
    OVERFLOW,
    QUEUES,
    RETURNED,
    SECOND,
    SYSTEM,
    TEAM_QUEUES,
    VOICE,
    VOICEMAIL,
)
from wallboard.synth.desk import has_seat, settle
from wallboard.synth.state import (
    CALL_BACK,
    CONNECT,
    DEADLINE,
    OFFER,
    SPILL,
    AgentRun,
    Centre,
    Contact,
    Entry,
)

RING = draws.lognormal(5.0, 0.6)
ACCEPT = draws.lognormal(3.0, 0.5)
DIAL = draws.lognormal(14.0, 0.4)


def leave(centre: Centre, at: int, entry: Entry, outcome: int, agent: int = NONE) -> None:
    """Write the end of a wait."""
    entry.waiting = False
    contact = entry.contact
    contact.wait += at - entry.entered
    contact.entry = None
    centre.put["queue_segments"]((
        contact.no, entry.queue, entry.entered, at, outcome, agent, entry.ring, entry.rings,
    ))  # fmt: skip


def drop(centre: Centre, at: int, entry: Entry, outcome: int) -> None:
    """Take a waiting contact out of the queue without an answer."""
    centre.length[entry.queue] -= 1
    leave(centre, at, entry, outcome)


def join(centre: Centre, at: int, contact: Contact) -> None:
    """Enter the queue of the contact; outside the opening hours only mail waits."""
    entry = contact.entry = Entry(contact, contact.queue, at)
    if not centre.opens <= at < centre.closes and contact.channel != EMAIL:
        voice = contact.channel == VOICE
        pause = 4 * SECOND if voice else 0
        leave(centre, at + pause, entry, VOICEMAIL if voice else RETURNED)
        finish(centre, at + pause, contact, CUSTOMER if voice else SYSTEM)
        return
    run = _seat(centre, contact.queue)
    if run is not None:
        assign(centre, at, entry, run)
        return
    centre.waiting[entry.queue].append(entry)
    centre.length[entry.queue] += 1
    if contact.channel != EMAIL and contact.direction != CALLBACK:
        _set_timers(centre, at, entry)


def _set_timers(centre: Centre, at: int, entry: Entry) -> None:
    config, rng = centre.config, centre.rng
    voice = entry.contact.channel == VOICE
    mean = config.patience_voice if voice else config.patience_text
    limit = draws.exponential(mean)[int(rng.random() * draws.TABLE)]
    if rng.random() < config.short_patience:
        limit = int(4.5 * SECOND * rng.random()) + 300
    centre.push(at + limit, DEADLINE, entry)
    if voice and entry.contact.direction == INBOUND and limit > 20 * SECOND:
        lot = rng.random()
        if lot < 0.22 and centre.length[entry.queue] > 1:
            centre.push(at + int((15 + 30 * rng.random()) * SECOND), OFFER, entry)
        elif lot < 0.28:
            centre.push(at + int((60 + 60 * rng.random()) * SECOND), OFFER, entry)
    if limit > 90 * SECOND and entry.contact.hops == 0 and rng.random() < 0.6:
        centre.push(at + 90 * SECOND, SPILL, entry)


def deadline(centre: Centre, at: int, entry: Entry) -> None:
    """Patience is over."""
    if entry.waiting:
        drop(centre, at, entry, ABANDONED)
        entry.contact.upset = True
        finish(centre, at, entry.contact, CUSTOMER)


def offer(centre: Centre, at: int, entry: Entry) -> None:
    """Accept the offer of a callback, or leave a voicemail after a minute."""
    if not entry.waiting:
        return
    if at - entry.entered >= MINUTE:
        drop(centre, at, entry, VOICEMAIL)
    else:
        drop(centre, at, entry, CALLBACK_REQUESTED)
        due = at + int((20 + 70 * centre.rng.random()) * MINUTE)
        if due >= centre.closes - HOUR // 2:
            due = centre.opens + 25 * HOUR + int(HOUR * centre.rng.random())
        centre.push(due, CALL_BACK, entry.contact)
    finish(centre, at, entry.contact, CUSTOMER)


def spill(centre: Centre, at: int, entry: Entry) -> None:
    """Overflow to the sibling queue when somebody is free there."""
    sibling = QUEUES[entry.queue].sibling
    if entry.waiting and _seat(centre, sibling) is not None:
        drop(centre, at, entry, OVERFLOW)
        entry.contact.queue = sibling
        entry.contact.hops += 1
        join(centre, at, entry.contact)


def close(centre: Centre, at: int, _: object) -> None:
    """Send everybody away who still waits at closing time; mail waits for the morning."""
    for number, queue in enumerate(QUEUES):
        if queue.channel == EMAIL:
            continue
        outcome = VOICEMAIL if queue.channel == VOICE else RETURNED
        for entry in [e for e in centre.waiting[number] if e.waiting]:
            drop(centre, at, entry, outcome)
            if outcome == RETURNED:
                leave_note(centre, at, entry.contact)
            finish(centre, at, entry.contact, SYSTEM)
        centre.waiting[number].clear()


def _seat(centre: Centre, queue: int) -> AgentRun | None:
    """Return the free agent with the least to do, the one waiting longest first."""
    best: AgentRun | None = None
    for run in centre.duty[QUEUES[queue].team]:
        if has_seat(run) and (best is None or (run.load, run.since) < (best.load, best.since)):
            best = run
    return best


def pull(centre: Centre, at: int, run: AgentRun) -> None:
    """Give a free agent the contacts that have waited longest."""
    while has_seat(run):
        first: Entry | None = None
        for number in TEAM_QUEUES[run.team]:
            line = centre.waiting[number]
            while line and not line[0].waiting:
                line.popleft()
            if line and (first is None or line[0].entered < first.entered):
                first = line[0]
        if first is None:
            return
        centre.waiting[first.queue].popleft()
        centre.length[first.queue] -= 1
        assign(centre, at, first, run)


def assign(centre: Centre, at: int, entry: Entry, run: AgentRun) -> None:
    """Ring at an agent's desk, or dial for a callback; the wait ends when they are connected."""
    entry.waiting = False  # it still waits, but only for this agent
    run.load += 1
    table, lot = (RING, centre.rng.random()) if run.limit == 1 else (ACCEPT, centre.rng.random())
    delay = table[int(lot * draws.TABLE)]
    if entry.contact.direction == CALLBACK:
        entry.dial = delay = DIAL[int(lot * draws.TABLE)]
        run.dialling += 1
        settle(centre, at, run)
    elif entry.contact.channel == VOICE:
        if centre.rng.random() < 0.03:
            delay += 20 * SECOND  # rang at another desk first, where nobody picked up
        entry.ring, entry.rings = delay, 1 + delay // (5 * SECOND)
    centre.push(at + delay, CONNECT, (entry, run))
