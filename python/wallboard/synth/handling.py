"""Agents at work: being connected, finishing, wrapping up, coming and going."""

from __future__ import annotations

from wallboard.synth.bot import CONNECTED
from wallboard.synth.chat import converse
from wallboard.synth.closing import after_spell, finish
from wallboard.synth.config import (
    ANSWERED,
    EMAIL,
    INTERNAL,
    NONE,
    OUTBOUND,
    QUEUES,
    SECOND,
    SYSTEM,
    VOICE,
    VOICE_TEAMS,
)
from wallboard.synth.desk import ask_away, has_seat, log_in, settle
from wallboard.synth.intake import new_contact
from wallboard.synth.mail import answer
from wallboard.synth.queueing import DIAL, join, leave, pull
from wallboard.synth.state import (
    CONNECT,
    DISCONNECT,
    LEAVE,
    NO_ANSWER,
    WRAPPED,
    AgentRun,
    Centre,
    Entry,
    Plan,
    Segment,
)
from wallboard.synth.voice import talk


def free(centre: Centre, at: int, run: AgentRun) -> None:
    """Let the agent take what comes next: a break, the way home, or waiting contacts."""
    settle(centre, at, run)
    pull(centre, at, run)


def connect(centre: Centre, at: int, what: tuple[Entry, AgentRun]) -> None:
    """Begin a handling spell."""
    entry, run = what
    contact = entry.contact
    if entry.dial != NONE:
        run.dialling -= 1
    if entry.queue != NONE:
        leave(centre, at, entry, ANSWERED, run.code)
    if contact.bot is not None and contact.last is None:
        contact.bot[CONNECTED] = at
    contact.last = run
    run.open += 1
    settle(centre, at, run)
    how = talk if contact.channel == VOICE else answer if contact.channel == EMAIL else converse
    plan = how(centre, at, contact, run)
    contact.segment = Segment(contact, run, entry, at, plan, switch_time(centre, at, plan))
    centre.push(plan.end, DISCONNECT, contact.segment)


def switch_time(centre: Centre, at: int, plan: Plan) -> int:
    """Return the time spent moving between systems; not every desktop measures it."""
    rnd = centre.tools.random
    if rnd() >= centre.config.measured_desktops:
        return NONE
    return int((0.04 + 0.18 * rnd()) * (plan.end - at + plan.wrap))


def spell_row(segment: Segment, ended: bool, horizon: int) -> tuple[int, ...]:
    """Return the row of a spell; what has not happened yet is not known."""
    plan, entry = segment.plan, segment.entry
    voice = segment.contact.channel == VOICE
    wrapped = plan.end + plan.wrap
    return (
        segment.contact.no, segment.run.code, entry.queue, segment.started,
        plan.end if ended else NONE,
        plan.hold if voice and ended else NONE, plan.holds if voice and ended else NONE,
        wrapped if ended and wrapped < horizon else NONE,
        entry.dial, segment.switch if ended else NONE,
        plan.transfer if ended else NONE, plan.by if ended else NONE,
    )  # fmt: skip


def disconnect(centre: Centre, at: int, segment: Segment) -> None:
    """End a handling spell; the contact ends with it or goes to another queue."""
    run, contact, plan = segment.run, segment.contact, segment.plan
    centre.put["agent_segments"](spell_row(segment, True, centre.horizon))
    contact.segment = None
    run.open -= 1
    if plan.wrap:
        run.wrapping += 1
        centre.push(at + plan.wrap, WRAPPED, run)
    else:
        run.load -= 1
    after_spell(centre, at, segment)
    free(centre, at, run)
    if plan.transfer:
        contact.hops += 1
        contact.queue = QUEUES[contact.queue].transfer
        join(centre, at, contact)
    else:
        finish(centre, at, contact, plan.ended_by)


def wrapped_up(centre: Centre, at: int, run: AgentRun) -> None:
    """End a wrap-up."""
    run.wrapping -= 1
    run.load -= 1
    free(centre, at, run)


def come(centre: Centre, at: int, what: tuple[AgentRun, int]) -> None:
    """Log an agent in for the day."""
    if log_in(centre, at, *what):
        free(centre, at, what[0])


def step_away(centre: Centre, at: int, what: tuple[AgentRun, int, int]) -> None:
    """Go on a break, to a meal, a meeting or training once the desk is empty."""
    ask_away(*what)
    settle(centre, at, what[0])


def come_back(centre: Centre, at: int, run: AgentRun) -> None:
    """Return to the desk."""
    run.away = NONE
    free(centre, at, run)


def go(centre: Centre, at: int, run: AgentRun) -> None:
    """Log out once the desk is empty."""
    if run.on:
        run.wish = LEAVE
        if run.away == NONE:
            settle(centre, at, run)


def dial(centre: Centre, at: int, _: object) -> None:
    """Make a call: to a customer, or now and then to a colleague."""
    rng = centre.rng
    team = VOICE_TEAMS[int(rng.random() * len(VOICE_TEAMS))]
    run = next((run for run in centre.duty[team] if has_seat(run)), None)
    direction = OUTBOUND if rng.random() < 0.85 else INTERNAL
    if run is None:
        return
    customer = int(centre.customers * rng.random() ** 2)
    contact = new_contact(centre, at, VOICE, direction, customer, int(rng.random() * 36), team)
    if direction == INTERNAL:
        contact.customer = contact.issue = NONE
    entry = Entry(contact, NONE, at, waiting=False)
    entry.dial = DIAL[int(rng.random() * len(DIAL))] if direction == OUTBOUND else 2 * SECOND
    run.load += 1
    run.dialling += 1
    settle(centre, at, run)
    answered = direction == INTERNAL or rng.random() < 0.75
    centre.push(at + entry.dial, CONNECT if answered else NO_ANSWER, (entry, run))


def no_answer(centre: Centre, at: int, what: tuple[Entry, AgentRun]) -> None:
    """Give up on a call that nobody took."""
    entry, run = what
    run.dialling -= 1
    run.load -= 1
    finish(centre, at, entry.contact, SYSTEM)
    free(centre, at, run)
